/** Fills the slots of templates: names as people have them, made-up ones that look alike, streets, companies. */
import { GIVEN_NAMES } from '../../src/inspection/detectors/people/lists/given-names.ts';
import { CITIES, COUNTRIES, REGIONS } from '../../src/inspection/detectors/people/lists/places.ts';
import { SURNAMES } from '../../src/inspection/detectors/people/lists/surnames.ts';
import * as terms from '../../src/inspection/detectors/people/lists/terms.ts';
import { createChain } from './chain.ts';
import type { Dice } from './dice.ts';

const list = (text: string): readonly string[] => text.split(/\s+/u).filter((word) => word !== '');
const spaced = (text: string): readonly string[] => list(text).map((word) => word.replaceAll('-', ' '));

const given = list(GIVEN_NAMES);
const surnames = list(SURNAMES);
const cities = [...spaced(CITIES), ...spaced(REGIONS).filter((_, index) => index % 3 === 0)];
const countries = spaced(COUNTRIES);
const companies = spaced(terms.COMPANIES);
const legal =
  'Inc. Inc LLC Ltd. Ltd Corp. Corp Co. GmbH AG SA S.A. SpA BV NV AB Oy PLC Group & Co. Pty Ltd'.split(' ');
const organizationWords = list(terms.ORGANIZATION_WORDS);
const technology = list(terms.TECHNOLOGY);
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const days = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const honorifics =
  'Mr. Mrs. Ms. Miss Dr. Mr Mrs Ms Dr Prof. Professor Sir Herr Frau Monsieur Madame Señor Señora Signor'.split(
    ' ',
  );
const professions = list(terms.PROFESSIONS);
const professionStarts = list(terms.PROFESSION_STARTS);
const states = list(terms.STATES);
const chains = {
  given: createChain(given),
  surname: createChain(surnames),
  city: createChain(cities),
  company: createChain(companies),
};
const foreignWords =
  list(`und der die das nicht wird werden können müssen durch zwischen Anwendung Benutzer Beispiel Sprache Aufgabe Antwort Frage Daten
  Zusammenfassung Ergebnis Entwicklung Unternehmen Möglichkeit Sicherheit Verwendung Beschreibung Anforderung Schritt pour avec dans cette être
  données réponse exemple utilisateur sécurité entreprise développement exigences résultat étape première langue para con una esta datos ejemplo
  respuesta pregunta usuario seguridad empresa desarrollo resultado paso siguiente lenguaje per con una questo dati esempio risposta domanda utente
  sicurezza azienda sviluppo risultato passo lingua você uma dados exemplo resposta pergunta usuário segurança empresa desenvolvimento resultado
  passo het een van voor gegevens voorbeeld antwoord vraag gebruiker veiligheid bedrijf ontwikkeling resultaat stap taal bir ve için veri örnek
  cevap soru kullanıcı güvenlik şirket geliştirme sonuç adım dil olarak gibi değil eğer och för inte data exempel svar fråga användare säkerhet
  nie jest dla dane przykład odpowiedź pytanie użytkownik не это для данные пример ответ вопрос пользователь безопасность результат шаг язык
  który która jako také není může které například dalam dengan untuk yang adalah pengguna contoh jawaban və üçün bu nümunə cavab sual`);
const foreignEndings =
  'ung ungen heit keit schaft nis en er es tion tions ment ments eur ción ciones dad idad zione zioni tà ção ções dade ler lar lik lık mak mek ing en het ть ние ция ов ами'.split(
    ' ',
  );
const foreignChain = createChain(foreignWords);
const streetEndings =
  'straße strasse weg gasse allee straat laan weg gatan gata vägen vej gade veien götu katu tie utca'.split(
    ' ',
  );
const streetWords =
  'Street St Road Rd Avenue Ave Boulevard Blvd Lane Ln Drive Dr Court Ct Place Square Terrace Way Highway Parkway Close Crescent'.split(
    ' ',
  );
const streetStarts =
  'Rue Avenue Boulevard Chemin Place Calle Avenida Paseo Plaza Via Viale Piazza Corso Rua Travessa Av. C/ ul. Ulica Jalan'.split(
    ' ',
  );

/** What a slot is labelled as; those that are not here are no names. */
export const SLOT_LABELS: Readonly<Record<string, string>> = {
  P: 'person',
  G: 'person',
  S: 'person',
  L: 'location',
  C: 'location',
  O: 'organization',
  A: 'address',
  B: 'address',
  R: 'address',
  Z: 'address',
  U: 'address',
  J: 'title',
  j: 'title',
  H: 'honorific',
};

export function fill(slot: string, dice: Dice, vocabulary: readonly string[]): string {
  const ordinary = () => dice.pick(vocabulary);
  const filler = FILLERS[slot];
  if (filler !== undefined) return filler(dice, ordinary);
  if (slot === 'W') return capital(ordinary());
  if (slot === 'w') return ordinary();
  throw new Error(`no slot ${slot}`);
}

type Filler = (dice: Dice, ordinary: () => string) => string;

const FILLERS: Readonly<Record<string, Filler>> = {
  P: person,
  G: (dice) => (dice.chance(0.3) ? chains.given(dice) : dice.pick(given)),
  S: surname,
  L: (dice) => (dice.chance(0.15) ? dice.pick(countries) : city(dice)),
  C: (dice) => dice.pick(countries),
  O: organization,
  A: address,
  B: (dice) => street(dice, true),
  R: (dice) => street(dice, dice.chance(0.3)),
  Z: postcode,
  U: (dice) =>
    `${dice.pick(['Apt.', 'Apt', 'Suite', 'Unit', 'Floor', 'Room', 'Flat', 'Apartment'])} ${dice.number(1, 999)}`,
  J: (dice) => (dice.chance(0.4) ? titled(profession(dice)) : capital(profession(dice))),
  j: profession,
  H: (dice) => dice.pick(honorifics),
  X: (dice) => dice.pick(states),
  T: (dice) => dice.pick(technology),
  N: (dice) => String(dice.chance(0.3) ? dice.number(1900, 2030) : dice.number(0, 9999)),
  M: (dice) => dice.pick(months),
  D: (dice) => dice.pick(days),
  Y: (dice) =>
    Array.from({ length: dice.number(2, 5) }, () =>
      'ABCDEFGHIJKLMNOPRSTUVWX'.charAt(dice.number(0, 22)),
    ).join('') + (dice.chance(0.1) ? 's' : ''),
  m: foreign,
  K: (dice) => capital(foreign(dice)),
};

/** A word that no English text has, as ordinary ones of other languages look. */
function foreign(dice: Dice): string {
  const word = dice.chance(0.5) ? dice.pick(foreignWords) : foreignChain(dice);
  return dice.chance(0.3) ? word + dice.pick(foreignEndings) : word;
}

function person(dice: Dice): string {
  const first = dice.chance(0.25) ? chains.given(dice) : dice.pick(given);
  const middle = dice.chance(0.1)
    ? ` ${dice.pick(given).charAt(0)}.`
    : dice.chance(0.05)
      ? ` ${dice.pick(given)}`
      : '';
  if (dice.chance(0.12)) return first;
  const suffix = dice.chance(0.03) ? dice.pick([' Jr.', ' PhD', ' III', ' MD']) : '';
  const particle = dice.chance(0.06)
    ? `${dice.pick(['de', 'van', 'von', 'van der', 'de la', 'del', 'da', 'dos', 'bin', 'al', 'ten'])} `
    : '';
  const second = dice.chance(0.05)
    ? `${dice.pick(surnames)}${dice.pick(['-', ' '])}${dice.pick(surnames)}`
    : surname(dice);
  return `${first}${middle} ${particle}${second}${suffix}`;
}

function surname(dice: Dice): string {
  if (dice.chance(0.03)) return dice.pick(["O'", 'Mc', 'Mac', "D'"]) + dice.pick(surnames);
  return dice.chance(0.4) ? chains.surname(dice) : dice.pick(surnames);
}

function city(dice: Dice): string {
  const name = dice.chance(0.45) ? chains.city(dice) : dice.pick(cities);
  if (dice.chance(0.12)) return name.toUpperCase();
  if (dice.chance(0.06))
    return `${dice.pick(['San', 'Santa', 'Saint', 'Bad', 'New', 'Port', 'North', 'Upper', 'Le', 'La', 'Villa', 'Fort', 'Mount', 'Lake'])} ${name}`;
  return dice.chance(0.04)
    ? `${name} ${dice.pick(['an der', 'am', 'sur', 'nad', 'de', 'di', 'upon'])} ${chains.city(dice)}`
    : name;
}

function organization(dice: Dice, ordinary: () => string): string {
  const base = dice.choose<() => string>([
    [4, () => dice.pick(companies)],
    [3, () => `${surname(dice)} ${dice.pick(legal)}`],
    [2, () => `${surname(dice)}-${surname(dice)}`],
    [2, () => `${surname(dice)}, ${surname(dice)} and ${surname(dice)}`],
    [1, () => `${surname(dice)} & ${dice.pick(['Sons', 'Company', 'Partners', surname(dice)])}`],
    [4, () => `${capital(ordinary())} ${dice.pick(organizationWords)}`],
    [2, () => `${capital(ordinary())} ${capital(ordinary())} ${dice.pick(organizationWords)}`],
    [2, () => `${capital(ordinary())} ${capital(ordinary())}`],
    [3, () => capital(ordinary()) + capital(ordinary())],
    [3, () => capital(ordinary()) + ordinary()],
    [3, () => `${chains.company(dice)} ${dice.pick([...legal, ...organizationWords])}`],
    [2, () => chains.company(dice)],
    [2, () => `${dice.pick(cities)} ${dice.pick(organizationWords)}`],
    [1, () => `${dice.pick(organizationWords)} of ${dice.pick(cities)}`],
    [1, () => `${capital(ordinary())} ${dice.pick(legal)}`],
  ])();
  return dice.chance(0.05) ? `The ${base}` : base;
}

function profession(dice: Dice): string {
  return dice.choose<() => string>([
    [3, () => dice.pick(professions)],
    [5, () => `${dice.pick(professionStarts)} ${dice.pick(professions)}`],
    [1, () => `${dice.pick(professionStarts)} ${dice.pick(professionStarts)} ${dice.pick(professions)}`],
    [1, () => `${dice.pick(professionStarts)} and ${dice.pick(professionStarts)} ${dice.pick(professions)}`],
  ])();
}

function street(dice: Dice, numbered: boolean): string {
  const number = String(dice.chance(0.3) ? dice.number(100, 9999) : dice.number(1, 99));
  const name = () =>
    dice.chance(0.5)
      ? chains.city(dice)
      : dice.chance(0.4)
        ? dice.pick(surnames)
        : dice.chance(0.5)
          ? `${dice.pick(given)} ${surname(dice)}`
          : chains.surname(dice);
  const before = numbered ? `${number} ` : '';
  const behind = numbered ? ` ${number}` : '';
  return dice.choose<() => string>([
    [5, () => `${before}${name()} ${dice.pick(streetWords)}`],
    [
      1,
      () =>
        `${before}${dice.pick(['North', 'South', 'East', 'West', 'N.', 'S.', 'Old', 'Upper'])} ${name()} ${dice.pick(streetWords)}`,
    ],
    [1, () => `${before}${dice.number(1, 120)}th ${dice.pick(streetWords)}`],
    [3, () => `${name()}${dice.pick(streetEndings)}${behind}`],
    [2, () => `${name()} ${capital(dice.pick(streetEndings))}${behind}`],
    [
      3,
      () =>
        `${dice.pick(streetStarts)} ${dice.pick(['', 'de ', 'du ', 'della ', 'de la ', 'del ', 'da '])}${name()}${behind}`,
    ],
    [
      2,
      () =>
        `${before}${dice.pick(streetStarts)} ${dice.pick(['', 'de ', 'du ', 'des ', 'de la '])}${name()} ${name()}`,
    ],
    [2, () => `${name()}${behind}`],
    [1, () => `${before}${dice.pick(streetStarts)} ${name()}${behind}`],
    [1, () => `${dice.pick(['PO Box', 'P.O. Box', 'Postfach', 'Box'])} ${dice.number(1, 9999)}`],
  ])();
}

function address(dice: Dice): string {
  const comma = dice.pick([', ', '\n', ' ', '\n ', ', ']);
  const unit = dice.chance(0.4) ? `${dice.pick([' ', comma])}${FILLERS.U?.(dice, () => '') ?? ''}` : '';
  const region = dice.choose<() => string>([
    [3, () => `${city(dice)}, ${dice.pick(states)} ${postcode(dice)}`],
    [2, () => `${city(dice)}, ${dice.pick(countries)} ${postcode(dice)}`],
    [2, () => `${postcode(dice)} ${city(dice)}`],
    [2, () => `${city(dice)}, ${dice.pick(countries)}`],
    [1, () => city(dice)],
  ])();
  return dice.chance(0.06)
    ? `Unit ${dice.number(1000, 9999)} Box ${dice.number(1000, 9999)}\n${dice.pick(['APO', 'FPO', 'DPO'])} ${dice.pick(['AE', 'AP', 'AA'])} ${postcode(dice)}`
    : street(dice, true) + unit + comma + region;
}

function postcode(dice: Dice): string {
  return dice.choose<() => string>([
    [6, () => String(dice.number(0, 99_999)).padStart(5, '0')],
    [1, () => String(dice.number(1000, 9999))],
    [1, () => `${dice.number(10_000, 99_999)}-${dice.number(1000, 9999)}`],
    [1, () => String(dice.number(100_000, 999_999))],
  ])();
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function titled(words: string): string {
  return words.split(' ').map(capital).join(' ');
}
