/** Opens the ONNX models of a configuration: their files, their tokenizers, and the runtime that runs them. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type OnnxRule, onnxDetector } from '../inspection/external/onnx/classifier.ts';
import { loadRuntime, openSession } from '../inspection/external/onnx/session.ts';
import { readTokenizer } from '../inspection/external/onnx/tokenizer.ts';
import type { ExternalDetector } from '../inspection/external/port.ts';
import { fault } from '../kernel/faults.ts';
import { failed, ok, type Result } from '../kernel/result.ts';

/** `config.invalid` with what is to be done about it. Paths are relative to `file`, the configuration. */
export async function openOnnx(file: string, rule: OnnxRule): Promise<Result<ExternalDetector>> {
  const paths = [rule.model, rule.tokenizer].map((path) => resolve(dirname(file), path));
  const [model = '', tokenizerPath = ''] = paths;
  const digest = await digestOf(paths);
  if (!digest.ok) return digest;
  const tokenizer = readTokenizer(readFileSync(tokenizerPath, 'utf8'));
  if (!tokenizer.ok) return tokenizer;
  const runtime = await loadRuntime();
  if (!runtime.ok) return runtime;
  const session = await openSession(runtime.value, model);
  if (!session.ok) return session;
  return ok(onnxDetector(rule, { tokenizer: tokenizer.value, session: session.value, digest: digest.value }));
}

/** In pieces: models are large, and crossings go on while a configuration is loaded. */
async function digestOf(paths: readonly string[]): Promise<Result<string>> {
  const hash = createHash('sha256');
  try {
    for (const path of paths) {
      for await (const part of createReadStream(path)) hash.update(part as Buffer);
      hash.update('\n');
    }
    return ok(hash.digest('hex'));
  } catch (cause) {
    return failed(fault('config.invalid', 'The model or its tokenizer cannot be read.', { cause }));
  }
}
