/** Containment: what an agent reads stays what it is, in every process, and after it was written somewhere. */
import type { SceneCell } from '../../cell.ts';
import { answer, answeringToken } from '../../house/approvers.ts';
import type { Twin } from '../../house/stage.ts';
import { type Client, callTool, holdIn, type ToolCall } from '../../run/mcp.ts';
import { BOB, EVE, FRANK } from '../../samples.ts';
import { book, bookingOf, mandated, readPage } from './acting.ts';
import { compared, done, holds, inBothEras, type Of, steps, waits } from './asking.ts';

const mail = (to: string, mark: string): ToolCall => ({
  tool: 'desk/send_mail',
  given: { to, subject: 'Meeting', body: mark },
});

const FLOW: readonly SceneCell[] = [
  ...inBothEras('containment', 'an address that a page names is no recipient', async (of) => {
    const { client } = await mandated(
      of,
      `Read the page ${of.mark} and send a mail about the meeting to ${BOB}.`,
    );
    await callTool(client, readPage(of.mark, 'address'));
    const seen = await callTool(client, mail(EVE, of.mark));
    return compared(of.stage, { seen, client, before: 1, expect: waits({ findings: { email: 1 } }) });
  }),
  ...inBothEras('containment', 'a recipient whom the words name is one', async (of) => {
    const { client } = await mandated(
      of,
      `Send a mail with the subject Meeting and the text ${of.mark} to ${BOB}.`,
    );
    const seen = await callTool(client, mail(BOB, of.mark));
    return compared(of.stage, {
      seen,
      client,
      expect: done({ intent: { findings: { email: 1 }, unfounded: [] } }),
    });
  }),
  ...inBothEras('laundering', 'what the person keeps is told apart', async (of) => {
    const { client } = await mandated(of, mailTo('Frank', of.mark));
    await callTool(client, contactsOf(of.mark));
    const seen = await callTool(client, mail(FRANK, of.mark));
    const expect = done({ intent: { findings: { email: 1 }, unfounded: [] } });
    return compared(of.stage, { seen, client, before: 1, expect });
  }),
  ...inBothEras('laundering', 'through an address book, into another mandate', async (of) => {
    const { stage, mark } = of;
    const writer = await mandated(of, `Read the page ${mark} and save a contact for everybody on it.`);
    await callTool(writer.client, readPage(mark, 'address'));
    const save = { tool: 'desk/save_contact', given: { shelf: mark, name: 'Gregor', email: EVE } };
    const hold = holdIn(await callTool(writer.client, save));
    const said = await answer(stage, hold, {
      yes: true,
      token: answeringToken(stage, `developer-${mark}`),
    });
    await callTool(writer.client, save);
    const { client } = await mandated(of, mailTo('Gregor', mark));
    const listed = await callTool(client, contactsOf(mark));
    const seen = await callTool(client, mail(EVE, mark));
    return [
      ...holds(said === '200 ok', `the yes was answered with ${said}`),
      ...holds(listed.raw.includes(EVE), `it was not kept: ${listed.raw}`),
      ...(await compared(stage, { seen, client, before: 3, expect: waits({ findings: { email: 1 } }) })),
    ];
  }),
];

const contactsOf = (mark: string): ToolCall => ({ tool: 'desk/list_contacts', given: { shelf: mark } });
const mailTo = (name: string, mark: string) =>
  `Send a mail to ${name} with the subject 'Meeting' and the text '${mark}'.`;

/** Two processes know the same of a mandate. */
const TWINS: readonly SceneCell[] = inBothEras(
  'two processes',
  'share what a mandate has read and used',
  async (of) => {
    const twin = await of.stage.twin?.();
    if (twin === undefined) return ['there is no other process'];
    try {
      return await acrossTwins(of, twin);
    } finally {
      await twin.close();
    }
  },
).map((cell) => ({ ...cell, alone: true }));

async function acrossTwins(of: Of, twin: Twin): Promise<readonly string[]> {
  // WHY another text: words that also quote the room as what is to be said leave open which of the two is meant.
  const text = `Meet in ${of.mark}`;
  const { client } = await mandated(of, `${bookingOf(of.mark)} ${mailTo('Frank', text)}`);
  const there: Client = { ...client, stage: twin };
  const booked = await callTool(client, book(of.mark));
  const again = await callTool(there, book(of.mark));
  const calledAgain = (await of.stage.received(of.mark)).length;
  await callTool(client, { tool: 'desk/list_contacts', given: { shelf: of.mark } });
  const sent = await callTool(there, mail(FRANK, text));
  return steps([
    [
      'here',
      await compared(of.stage, {
        seen: booked,
        client,
        before: 0,
        expect: { ...done(), provider: { calls: 3 } },
      }),
    ],
    ['there again', holds(calledAgain === 1, 'what the words ask for once was done twice')],
    ['there again', await compared(of.stage, { seen: again, client, before: 3, expect: waits() })],
    [
      'read here, used there',
      await compared(of.stage, {
        seen: sent,
        client,
        before: 2,
        expect: done({ intent: { findings: { email: 1 } } }),
      }),
    ],
  ]);
}

export const TOOL_CONTAINMENT: readonly SceneCell[] = [...FLOW, ...TWINS];
