/** The port to a runtime of ONNX models, and the one behind it: `onnxruntime-node`, which is there only where it was installed. */
import { fault } from '../../../kernel/faults.ts';
import { failed, ok, type Result } from '../../../kernel/result.ts';

export interface Logits {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** A model that was loaded. */
export interface Session {
  /** The names of what it takes. */
  readonly inputs: readonly string[];
  /** Runs it on one row of each input; the value is its first output. @throws whatever the runtime throws. */
  run(feeds: Readonly<Record<string, BigInt64Array>>): Promise<Logits>;
}

/** The part of the runtime's interface that is used (https://onnxruntime.ai/docs/api/js/). */
export interface Runtime {
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown;
  readonly InferenceSession: {
    create(path: string, options: { readonly logSeverityLevel: number }): Promise<Loaded>;
  };
}

interface Loaded {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  run(feeds: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>;
}

/** WHY a name and no literal: the package is an optional peer, and types are checked without it. */
const PACKAGE: string = 'onnxruntime-node';
const ERRORS_ONLY = 3;

/** `config.invalid` when the runtime is not installed. */
export async function loadRuntime(): Promise<Result<Runtime>> {
  try {
    const loaded = (await import(PACKAGE)) as Runtime & { readonly default?: Runtime };
    return ok(loaded.default ?? loaded);
  } catch (cause) {
    const message = `ONNX models need the package ${PACKAGE}, which is not installed: npm install ${PACKAGE}.`;
    return failed(fault('config.invalid', message, { cause }));
  }
}

/** `config.invalid` when the file is no model that the runtime can run. */
export async function openSession(
  { Tensor, InferenceSession }: Runtime,
  path: string,
): Promise<Result<Session>> {
  try {
    const loaded = await InferenceSession.create(path, { logSeverityLevel: ERRORS_ONLY });
    return ok({
      inputs: loaded.inputNames,
      async run(feeds) {
        const tensors = Object.entries(feeds).map(([name, row]) => [
          name,
          new Tensor('int64', row, [1, row.length]),
        ]);
        const outputs = await loaded.run(Object.fromEntries(tensors));
        const first = outputs[loaded.outputNames[0] ?? ''];
        if (first === undefined) throw new Error('the model answers nothing');
        return first as Logits;
      },
    });
  } catch (cause) {
    return failed(fault('config.invalid', 'The file is no ONNX model that can be run.', { cause }));
  }
}
