/** The top-level domains that a name without scheme is believed to end in (IANA root zone database). */

/** ISO 3166-1 codes in the root zone, less those that are words or endings of files more often than names. */
const COUNTRIES =
  'ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf ' +
  'cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf ' +
  'gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km ' +
  'kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz ' +
  'na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg ' +
  'sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ' +
  've vg vi vn vu wf ws ye yt za zm zw';

/** Generic names in use. */
const GENERIC =
  'com org net edu gov mil int info biz name pro mobi asia jobs tel travel museum coop aero cat post xxx arpa onion ' +
  'academy agency app art associates bank bar berlin best bet bike bio blog boutique build builders business buzz cafe ' +
  'camp capital care careers cash casino center charity chat cheap church city claims click clinic clothing cloud club ' +
  'coach codes coffee community company computer consulting contractors cool credit cricket dance data date deals dental ' +
  'design dev diamonds digital direct directory doctor dog domains download earth education email energy engineer ' +
  'engineering enterprises equipment estate events exchange expert express fail family fan farm fashion finance financial ' +
  'fish fit fitness flights florist football foundation fun fund furniture fyi gallery game games garden gifts glass ' +
  'global gmbh gold golf graphics gratis green group guide guru hamburg health healthcare help holdings holiday home ' +
  'homes hospital host hosting hotel house icu immo industries ink institute insurance insure international investments ' +
  'irish jetzt jewelry kim kitchen koeln land law lawyer lease legal life lighting limited limo link live llc loan loans ' +
  'lol london love ltd management market marketing markets mba media memorial men moda moe money monster mortgage moscow ' +
  'movie nagoya network news ninja nyc one ong online ooo page paris partners parts party pet photo photography photos ' +
  'pics pictures pink pizza place plumbing plus poker porn press productions properties property pub racing realty recipes ' +
  'red rehab rent rentals repair report rest restaurant review reviews rip rocks rodeo run sale salon sarl school schule ' +
  'science security services sex sexy shoes shop shopping show singles site ski soccer social software solar solutions ' +
  'space storage store stream studio style supplies supply support surf surgery systems tax taxi team tech technology ' +
  'tennis theater tienda tips tires today tokyo tools top tours town toys trade trading training tube university uno ' +
  'vacations vegas ventures vet viajes video villas vin vip vision vlaanderen vodka vote voyage wales wang watch webcam ' +
  'website wedding wien wiki win wine work works world wtf xin xyz yoga zone example test invalid localhost local internal';

/** Names that are also endings of files and words of programs: believed only behind `www.` or in a URL. */
export const TOP_LEVELS: ReadonlySet<string> = new Set(`${COUNTRIES} ${GENERIC}`.split(' '));

/** Endings of files, members of programs and words where a space is missing: believed only where more speaks for a name. */
export const AMBIGUOUS: ReadonlySet<string> = new Set(
  (
    'ac ad al am as at au ax ba be bi by cc cd cf do ee er et fm ga gg gl gm gn gs gt hm id ie im in is it ki la li lt ly ' +
    'ma md me mg mh mk ml mm mn mo mp ms mt mu my na ne nf no np nu om pa ph pl pm pn pr ps pt py qa re rs sa sb sc sd ' +
    'se sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tl tm tn to tr tt tv us va ve vi vu ws data date name ' +
    'local test example run show app page link live post one works help top best find internal invalid localhost map game ' +
    'games home host style tools video zone network place plus red build direct email events exchange report review ' +
    'reviews services site storage store support systems world media today group guide int pro watch win work move ' +
    'download click center graphics ink software pics photo photos pictures tips security stream training team tel ' +
    'travel cat bar art fit fan cool loan rest rip cash chat care camp energy health finance science education design ' +
    'digital community company market fund money news press productions properties property rent repair run sale school ' +
    'search services singles social solutions space studio style supply tax tech technology tube university version vote ' +
    'codes credit engineer engineering enterprises equipment expert express fail family info jobs limited cards claims'
  ).split(' '),
);
