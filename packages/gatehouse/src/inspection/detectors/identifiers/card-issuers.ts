/** Which prefixes card schemes issue under, and at which lengths (ISO/IEC 7812-1; schemes' published ranges). */

/** Whether some scheme issues numbers of this length under this prefix. */
export function isIssued(number: string): boolean {
  return ISSUERS.some(
    ({ from, to, lengths }) =>
      lengths.includes(number.length) &&
      number.slice(0, from.length) >= from &&
      number.slice(0, to.length) <= to,
  );
}

/** Whether some scheme issues numbers that begin like the first of `count` digits at `start`: the quick answer. */
export function mayBeIssued(text: string, start: number, count: number): boolean {
  // A one stands before them, so that zeros count.
  let beginning = 1;
  const end = start + Math.min(count, BEGINNING);
  for (let index = start; index < end; index += 1) beginning = beginning * 10 + text.charCodeAt(index) - 48;
  return BEGINNINGS[beginning] === 1;
}

export interface Issuer {
  readonly scheme: string;
  readonly from: string;
  readonly to: string;
  readonly lengths: readonly number[];
}

const LONG = [16, 17, 18, 19];
const MAESTRO = [12, 13, 14, 15, ...LONG];

export const ISSUERS: readonly Issuer[] = [
  issuer('UATP', '1', [15]),
  issuer('Visa', '4', [13, 16, 19]),
  issuer('Mastercard', '51-55', [16]),
  issuer('Mastercard', '2221-2720', [16]),
  issuer('American Express', '34', [15]),
  issuer('American Express', '37', [15]),
  issuer('Diners Club', '300-305', [14, ...LONG]),
  issuer('Diners Club', '3095', [14, ...LONG]),
  issuer('Diners Club', '36', [14, 15, ...LONG]),
  issuer('Diners Club', '38-39', [14, ...LONG]),
  issuer('JCB', '3528-3589', LONG),
  issuer('Discover', '6011', LONG),
  issuer('Discover', '644-649', LONG),
  issuer('Discover', '65', LONG),
  issuer('UnionPay', '62', LONG),
  issuer('UnionPay', '81', LONG),
  issuer('RuPay', '60', [16]),
  issuer('RuPay', '82', [16]),
  issuer('RuPay', '508', [16]),
  issuer('Maestro', '5018', MAESTRO),
  issuer('Maestro', '5020', MAESTRO),
  issuer('Maestro', '5038', MAESTRO),
  issuer('Maestro', '5893', MAESTRO),
  issuer('Maestro', '6304', MAESTRO),
  issuer('Maestro', '6759', MAESTRO),
  issuer('Maestro', '6761-6763', MAESTRO),
  issuer('Maestro', '676770', MAESTRO),
  issuer('Maestro', '676774', MAESTRO),
  issuer('Dankort', '5019', [16]),
  issuer('Elo', '5066-5067', [16]),
  issuer('Elo', '5090', [16]),
  issuer('Elo', '6277', [16]),
  issuer('Elo', '6362-6363', [16]),
  issuer('InterPayment', '636', LONG),
  issuer('InstaPayment', '637-639', [16]),
  issuer('Verve', '506099-506198', [16, 18, 19]),
  issuer('Verve', '507865-507964', [16, 18, 19]),
  issuer('Mir', '2200-2204', LONG),
  issuer('Troy', '9792', [16]),
  issuer('NAPAS', '9704', [16, 19]),
  issuer('Humo', '9860', [16]),
  issuer('UzCard', '8600', [16]),
];

/** How many digits the table of beginnings goes by. */
const BEGINNING = 4;
const BEGINNINGS = new Uint8Array(2 * 10 ** BEGINNING);

for (const { from, to } of ISSUERS) {
  for (let count = 1; count <= BEGINNING; count += 1) {
    const first = Number(`1${from.slice(0, count).padEnd(count, '0')}`);
    BEGINNINGS.fill(1, first, Number(`1${to.slice(0, count).padEnd(count, '9')}`) + 1);
  }
}

function issuer(scheme: string, range: string, lengths: readonly number[]): Issuer {
  const [from = '', to = from] = range.split('-');
  return { scheme, from, to, lengths };
}
