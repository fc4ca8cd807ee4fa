/** As in the gate, a call that does not fit its tool's schema goes no further; the agent is told what to mend. */
import {
  createValidator,
  type Validator,
} from '../../../packages/gatehouse/src/tools/manifests/validator.ts';
import type { Suite } from '../corpus/suite.ts';
import type { Decider } from './decider.ts';

/** The code of a call that is turned back as malformed: nobody decided against it. */
export const MALFORMED = 'malformed';

export function fitting(suite: Suite, decider: Decider): Decider {
  const validators = new Map(
    suite.tools.map(({ name, inputSchema }): [string, Validator] => {
      const made = createValidator(inputSchema);
      if ('unusable' in made) throw new Error(`The schema of ${suite.name}/${name} is unusable.`);
      return [`${suite.name}/${name}`, made.validate];
    }),
  );
  return {
    judge(flow, call) {
      const fits = validators.get(call.tool)?.(call.arguments);
      return fits?.ok === true ? decider.judge(flow, call) : { verdict: 'deny', code: MALFORMED, uses: [] };
    },
  };
}
