/** Hosts that say something by themselves about a URL: those that draw what it holds, and those that log it for anyone. */

/** They draw an image of what stands in the URL, and show their logs to nobody. */
const DRAWING: readonly string[] = [
  'img.shields.io',
  'badgen.net',
  'badge.fury.io',
  'codecov.io',
  'quickchart.io',
  'chart.googleapis.com',
  'latex.codecogs.com',
  'math.vercel.app',
  'mermaid.ink',
  'kroki.io',
  'plantuml.com',
  'www.plantuml.com',
  'placehold.co',
  'via.placeholder.com',
  'dummyimage.com',
  'ui-avatars.com',
  'api.dicebear.com',
  'api.qrserver.com',
  'api.star-history.com',
  'contrib.rocks',
  'readme-typing-svg.demolab.com',
  'readme-typing-svg.herokuapp.com',
  'github-readme-stats.vercel.app',
  'komarev.com',
  'maps.googleapis.com',
  'upload.wikimedia.org',
];

/** They hand a fresh address to anyone and show what is sent there: request catchers, tunnels, DNS loggers. */
const CATCHING: readonly string[] = [
  'webhook.site',
  'requestbin.com',
  'requestbin.net',
  'pipedream.net',
  'requestcatcher.com',
  'beeceptor.com',
  'hookbin.com',
  'putsreq.com',
  'mockbin.org',
  'ngrok.io',
  'ngrok.app',
  'ngrok-free.app',
  'trycloudflare.com',
  'loca.lt',
  'serveo.net',
  'burpcollaborator.net',
  'oastify.com',
  'interact.sh',
  'oast.fun',
  'oast.live',
  'oast.me',
  'oast.online',
  'oast.pro',
  'oast.site',
  'canarytokens.com',
  'dnslog.cn',
  'ceye.io',
  'xss.ht',
  'bxss.me',
];

export function isDrawing(host: string): boolean {
  return DRAWING.includes(host);
}

export function isCatching(host: string): boolean {
  return CATCHING.some((each) => host === each || host.endsWith(`.${each}`));
}

/** An address that is written so that nobody sees it: as one number, in octal, in hexadecimal. */
export function isDisguisedAddress(host: string): boolean {
  return (
    /^(?:\d{8,10}|0x[0-9a-f]{8}|(?:0x[0-9a-f]{1,8}|\d{1,8})(?:\.(?:0x[0-9a-f]{1,8}|\d{1,8})){3})$/.test(
      host,
    ) && /^(?:\d+$|0x)|\.0[x\d]|^0\d/.test(host)
  );
}

/** An address instead of a name (dotted, as one number, in brackets): nobody's logo is kept there. */
export function isAddress(host: string): boolean {
  return /^(?:\d{1,3}(?:\.\d{1,3}){3}|\d{8,10}|0x[0-9a-f]{8}|\[[0-9a-f:.]{2,45}\])$/.test(host);
}
