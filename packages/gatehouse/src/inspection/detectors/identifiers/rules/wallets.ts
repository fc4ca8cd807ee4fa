/** Addresses of wallets: Bitcoin and its kin by their check sums, Ethereum by EIP-55 or by what is said before it. */
import { createHash } from 'node:crypto';
import type { Rule } from '../rule.ts';

const BITCOIN = 'bitcoin, btc, wallet, wallet address, litecoin, dogecoin, crypto, cryptocurrency';
const ETHEREUM = 'ethereum, eth, wallet, wallet address, crypto, erc20, usdt, usdc, address';

export const WALLETS: readonly Rule[] = [
  {
    class: 'crypto',
    source: 'https://en.bitcoin.it/wiki/Base58Check_encoding',
    forms: ['*{26,35}'],
    check: (_, written) => isBase58Check(written),
    alone: 0.95,
    context: BITCOIN,
  },
  {
    class: 'crypto',
    source: 'https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki',
    forms: ['aa9*{39}', 'aa9*{59}', 'aaa9*{39}', 'aaa9*{59}'],
    pattern: /^(?:BC|TB|LTC)1/,
    check: isBech32,
    alone: 0.95,
    context: BITCOIN,
  },
  {
    class: 'crypto',
    source: 'https://eips.ethereum.org/EIPS/eip-55',
    forms: ['9a*{40}'],
    pattern: /^0X[\dA-F]{40}$/,
    check: (_, written) => isChecksummed(written.slice(2)),
    alone: 0.9,
    context: ETHEREUM,
  },
  {
    class: 'crypto',
    source: 'https://eips.ethereum.org/EIPS/eip-55',
    forms: ['9a*{40}'],
    pattern: /^0X[\dA-F]{40}$/,
    check: (_, written) => /^0x(?:[\da-f]+|[\dA-F]+)$/.test(written),
    context: ETHEREUM,
  },
];

const BASE_58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** The letters that the versions of known addresses begin with: Bitcoin, its test net, Litecoin, Dogecoin, Dash, Tron, Zcash. */
const BASE_58_ADDRESS = /^[123LMDAXTmnt][1-9A-HJ-NP-Za-km-z]+$/;

/** So many signs are a number that is exact. */
const BASE_58_CHUNK = 9;

/** 25 bytes, of which the last four are the beginning of SHA-256 twice over the others. */
function isBase58Check(written: string): boolean {
  if (!BASE_58_ADDRESS.test(written)) return false;
  let value = 0n;
  for (let index = 0; index < written.length; index += BASE_58_CHUNK) {
    const chunk = written.slice(index, index + BASE_58_CHUNK);
    let part = 0;
    for (const character of chunk) part = part * 58 + BASE_58.indexOf(character);
    value = value * 58n ** BigInt(chunk.length) + BigInt(part);
  }
  if (value >> 200n !== 0n) return false;
  const bytes = Buffer.from(value.toString(16).padStart(50, '0'), 'hex');
  const once = createHash('sha256').update(bytes.subarray(0, 21)).digest();
  return createHash('sha256').update(once).digest().subarray(0, 4).equals(bytes.subarray(21));
}

const BECH_32 = 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L';
const BECH_32_GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
/** What is left over for Bech32, and for Bech32m. */
const BECH_32_RESTS = new Set([1, 0x2bc830a3]);

/** The BCH code of BIP 173 and BIP 350. */
function isBech32(value: string, written: string): boolean {
  if (written !== value && written !== value.toLowerCase()) return false;
  const prefix = value.slice(0, value.indexOf('1'));
  const codes = [...prefix].map((letter) => (letter.charCodeAt(0) | 32) >> 5);
  const rests = [...prefix].map((letter) => letter.charCodeAt(0) & 31);
  const data = [...value.slice(prefix.length + 1)].map((character) => BECH_32.indexOf(character));
  if (data.includes(-1)) return false;
  let check = 1;
  for (const symbol of [...codes, 0, ...rests, ...data]) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ symbol;
    for (const [bit, generator] of BECH_32_GENERATOR.entries()) if ((top >> bit) & 1) check ^= generator;
  }
  return BECH_32_RESTS.has(check);
}

/** Letters are capitals where the Keccak-256 of the address in small letters has a digit from 8 on. */
function isChecksummed(address: string): boolean {
  const small = address.toLowerCase();
  if (address === small || address === address.toUpperCase()) return false;
  const digest = createHash('keccak-256').update(small).digest('hex');
  return [...address].every((character, index) => {
    const isCapital = Number.parseInt(digest.charAt(index), 16) >= 8;
    return character === (isCapital ? character.toUpperCase() : character.toLowerCase());
  });
}
