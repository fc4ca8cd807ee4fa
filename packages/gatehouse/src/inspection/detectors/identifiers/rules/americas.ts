/** Identifiers of Canada and of the countries of Latin America. */
import { isDate, isUniform, luhn, valueAt, weigh } from '../../../checks.ts';
import type { Rule } from '../rule.ts';

const CA_SIN: Omit<Rule, 'forms'> = {
  class: 'ca_sin',
  source: 'https://www.canada.ca/en/employment-social-development/services/sin.html',
  pattern: /^[1-79]\d{8}$/,
  check: (value) => luhn(value),
  context:
    'sin, social insurance, social insurance number, nas, assurance sociale, numéro d assurance sociale',
};

export const AMERICAS: readonly Rule[] = [
  { ...CA_SIN, forms: ['999 999 999'], alone: 0.4 },
  { ...CA_SIN, forms: ['999999999'] },
  {
    class: 'ca_health_card',
    source: 'https://www.ontario.ca/page/apply-ohip-and-get-health-card',
    forms: ['9999 999 999', '9999 999 999 AA', '9999999999', '9999999999AA'],
    check: (value) => luhn(value.slice(0, 10)),
    alone: 'never',
    context: 'ohip, health card, health insurance, carte santé, health number',
  },
  {
    class: 'br_cpf',
    source: 'https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf',
    forms: ['999.999.999-99'],
    check: isCpf,
    alone: 0.9,
    context: 'cpf, cadastro de pessoas físicas',
  },
  {
    class: 'br_cpf',
    source: 'https://www.gov.br/receitafederal/pt-br/assuntos/meu-cpf',
    forms: ['99999999999', '999999999-99'],
    check: isCpf,
    alone: 0.4,
    context: 'cpf, cadastro de pessoas físicas, contribuinte',
  },
  {
    class: 'br_cnpj',
    source:
      'https://www.gov.br/receitafederal/pt-br/acesso-a-informacao/acoes-e-programas/programas-e-atividades/cnpj-alfanumerico',
    forms: ['XX.XXX.XXX/XXXX-99'],
    check: isCnpj,
    alone: 0.95,
    context: 'cnpj',
  },
  {
    class: 'br_cnpj',
    source:
      'https://www.gov.br/receitafederal/pt-br/acesso-a-informacao/acoes-e-programas/programas-e-atividades/cnpj-alfanumerico',
    forms: ['99999999999999'],
    check: isCnpj,
    alone: 0.45,
    context: 'cnpj',
  },
  {
    class: 'ar_cuit',
    source: 'https://www.afip.gob.ar/genericos/guiavirtual/consultas_detalle.aspx?id=1058',
    forms: ['99-99999999-9'],
    pattern: /^(?:20|23|24|25|26|27|30|33|34)\d{9}$/,
    check: isCuit,
    alone: 0.8,
    context: 'cuit, cuil, clave única',
  },
  {
    class: 'ar_cuit',
    source: 'https://www.afip.gob.ar/genericos/guiavirtual/consultas_detalle.aspx?id=1058',
    forms: ['99999999999'],
    pattern: /^(?:20|23|24|25|26|27|30|33|34)\d{9}$/,
    check: isCuit,
    context: 'cuit, cuil, clave única',
  },
  {
    class: 'cl_rut',
    source: 'https://www.registrocivil.cl/',
    forms: ['9{1,2}.999.999-*'],
    pattern: /^\d{7,8}[\dK]$/,
    check: isRut,
    alone: 0.85,
    context: 'rut, rol único, rol unico',
  },
  {
    class: 'cl_rut',
    source: 'https://www.registrocivil.cl/',
    forms: ['9{7,8}-*', '9{8}*'],
    pattern: /^\d{7,8}[\dK]$/,
    check: isRut,
    context: 'rut, rol único, rol unico',
  },
  {
    class: 'mx_curp',
    source:
      'https://www.gob.mx/segob/renapo/acciones-y-programas/clave-unica-de-registro-de-poblacion-curp-142226',
    forms: ['aaaa999999aaaaaa*9'],
    pattern:
      /^[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX](?:AS|B[CS]|C[CHLMS]|D[FG]|G[RT]|HG|JC|M[CNS]|N[ELT]|OC|PL|Q[RT]|S[LPR]|T[CLS]|VZ|YN|ZS)[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d$/,
    check: isCurp,
    alone: 0.9,
    context: 'curp',
  },
  {
    class: 'mx_rfc',
    source: 'https://www.sat.gob.mx/consulta/44083/consulta-tu-clave-de-rfc-mediante-curp',
    forms: ['aaaa999999***', 'aaa999999***', 'aaaa-999999-***', 'aaa-999999-***'],
    pattern: /^[A-Z]{3,4}\d{6}[A-Z\d]{2}[\dA]$/,
    check: (value) => hasMonthAndDay(value.slice(-9)),
    alone: 0.45,
    context: 'rfc, registro federal, contribuyentes',
  },
  {
    class: 'co_nit',
    source: 'https://www.dian.gov.co/',
    forms: ['999.999.999-9', '999999999-9', '9999999999'],
    check: isNit,
    context: 'nit, dian, identificación tributaria',
  },
  {
    class: 'pe_ruc',
    source: 'https://www.gob.pe/277-consultar-el-ruc',
    forms: ['99999999999'],
    pattern: /^(?:10|15|16|17|20)\d{9}$/,
    check: (value) => (11 - (weigh(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === valueAt(value, 10),
    context: 'ruc, sunat, contribuyente',
  },
];

/** Two digits, each the rest on division by 11 of a sum of ten times the places before it. */
function isCpf(value: string): boolean {
  const first = ((weigh(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  const second = ((weigh(value, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
  return first === valueAt(value, 9) && second === valueAt(value, 10);
}

/** Letters count as their ASCII code less 48 (Instrução Normativa RFB 2.229 of 2024). */
function isCnpj(value: string): boolean {
  const sum = (weights: readonly number[]) =>
    weights.reduce((total, weight, index) => total + weight * (value.charCodeAt(index) - 48), 0);
  const digit = (total: number) => (total % 11 < 2 ? 0 : 11 - (total % 11));
  const first = digit(sum([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
  const second = digit(sum([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]));
  return first === valueAt(value, 12) && second === valueAt(value, 13);
}

function isCuit(value: string): boolean {
  return (11 - (weigh(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === valueAt(value, 10);
}

/** MOD 11 with weights 2 to 7 from the right; K stands for 10. */
function isRut(value: string): boolean {
  const digits = value.slice(0, -1).padStart(8, '0');
  const digit = (11 - (weigh(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return value.endsWith(digit === 10 ? 'K' : String(digit)) && !isUniform(value.slice(0, -1));
}

const CURP_ALPHABET = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

function isCurp(value: string): boolean {
  let sum = 0;
  for (let index = 0; index < 17; index += 1)
    sum += CURP_ALPHABET.indexOf(value.charAt(index)) * (18 - index);
  return (10 - (sum % 10)) % 10 === valueAt(value, 17) && hasMonthAndDay(value.slice(4));
}

function hasMonthAndDay(value: string): boolean {
  return isDate(value.slice(0, 2), value.slice(2, 4), value.slice(4, 6));
}

function isNit(value: string): boolean {
  const total = weigh(value, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
  return (total < 2 ? total : 11 - total) === valueAt(value, 9);
}
