/** Data classes of what is worth counting in an answer, the most telling first. */
import { group } from './class.ts';

export const SIGNAL_CLASSES = group('signals', {
  unseen_code: 'A command or a block of code in an answer that nothing in its request held.',
  unseen_url: 'A link in an answer to a host that nothing in its request named.',
  refusal: 'The answer declines, by how it begins, in any of 13 languages.',
  ungrounded:
    'A sentence, a number or a name in an answer that none of its sources supports (docs/grounding.md).',
});
