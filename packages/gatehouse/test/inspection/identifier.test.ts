/** Identifiers: every class is found where it is announced, and not where it is a part of something else or its check fails. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SURE } from '../../src/inspection/detector.ts';
import { IDENTIFIERS } from '../../src/inspection/detectors/identifiers/all.ts';
import { RULES } from '../../src/inspection/detectors/identifiers/rules/all.ts';
import { createInspector } from '../../src/inspection/engine.ts';
import { IDENTIFIERS_SEEN } from './identifier-samples.ts';
import { keepsTheLaws } from './laws.ts';
import { findIn, maskWhole, textsWith } from './support.ts';

const DETECTOR = IDENTIFIERS.filter(({ name }) => name === 'identifier');
const INSPECTOR = createInspector({ detectors: DETECTOR });
const BEFORE = 'Somebody wrote to us last week, and what was written was that the ';
const AFTER = ' is what everybody should use from the next month on, and nothing else.';

function found(text: string, name: string): readonly string[] {
  return findIn(text, 'text', INSPECTOR)
    .filter((finding) => finding.class === name && finding.confidence >= SURE)
    .map(({ start, end }) => text.slice(start, end));
}

function suspected(text: string, name: string): readonly string[] {
  return findIn(text, 'text', INSPECTOR)
    .filter((finding) => finding.class === name)
    .map(({ start, end }) => text.slice(start, end));
}

test('every class has a sample', () => {
  const sampled = new Set(IDENTIFIERS_SEEN.map(([name]) => name));
  assert.deepEqual(
    [...new Set(RULES.map((rule) => rule.class))].filter((name) => !sampled.has(name)),
    [],
  );
});

test('every rule names the page that defines it', () => {
  for (const rule of RULES) assert.match(rule.source, /^https:\/\/\S+\.\S+/, rule.class);
});

/** Forms that count only where a word announces them. */
const NEVER_BARE = new Set(['C01X00T478', 'L01X00T471', '320012-12345', 'ESX1234567L', 'WVWZZZ1JZXW000001']);

/** Classes whose last sign is the check of all others, in each of their forms. */
const CHECKED = new Set(
  `aba_routing_number us_npi medical_license ca_sin br_cpf br_cnpj ar_cuit cl_rut mx_curp co_nit pe_ruc uk_nhs de_vat_id
  de_social_security de_health_insurance fr_nir fr_siret fr_siren nl_bsn be_rrn ch_ahv ch_uid es_nif es_nie pt_nif
  it_fiscal_code it_vat_code gr_amka gr_afm tr_national_id se_personnummer se_organisationsnummer
  fi_personal_identity_code no_fnr ee_isikukood lt_asmens_kodas pl_pesel pl_nip pl_regon ro_cnp bg_egn hu_taj hr_oib
  si_emso ru_snils ru_inn ua_rnokpp kz_iin in_aadhaar sg_nric_fin sg_uen th_tnin il_id ae_id sa_id kr_brn jp_my_number
  cn_resident_id tw_id hk_id au_acn nz_ird za_id_number ng_nin isin lei imei`.split(/\s+/),
);

for (const [name, value, word] of IDENTIFIERS_SEEN) {
  test(`${name} is found where it is announced: ${value}`, () => {
    assert.deepEqual(found(`${BEFORE}${word} is ${value}${AFTER}`, name), [value]);
    assert.deepEqual(found(JSON.stringify({ [word]: value, more: AFTER }), name), [value]);
  });

  test(`${name} is not found in something longer: ${value}`, () => {
    for (const text of [
      `7${value}`,
      `${value}7`,
      `A${value}A`,
      `x-${value}`,
      `${value}-x`,
      `${value}_2`,
      `$${value}`,
    ]) {
      assert.deepEqual(found(`${BEFORE}${word} is ${text}${AFTER}`, name).includes(value), false, text);
    }
  });

  const rules = RULES.filter((rule) => rule.class === name);
  if (rules.some(({ alone }) => alone !== 'never') && !NEVER_BARE.has(value)) {
    test(`${name} is suspected where it is all there is: ${value}`, () => {
      assert.ok(suspected(value, name).includes(value));
    });
  }

  if (CHECKED.has(name)) {
    test(`${name} is not found with a wrong check digit: ${value}`, () => {
      const last = /[0-9A-Za-z](?=[^0-9A-Za-z]*$)/;
      const signs = /\d[^0-9A-Za-z]*$/.test(value) ? '0123456789' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
      for (const sign of signs) {
        const wrong = value.replace(last, sign);
        if (wrong !== value) assert.deepEqual(suspected(`${word} ${wrong}`, name), []);
      }
    });
  }
}

test('parts of UUIDs, hashes, decimals, paths, times and telephone numbers are no identifiers', () => {
  for (const text of [
    '123e4567-e89b-12d3-a456-426614174000',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    '0.457555462 and 3.14159265358979 and 1,234,567.89',
    '/var/lib/457555462/457-55-5462/x and C:\\457555462\\y',
    'v1.2.3-457555462 2026-11-21T13:43:08.123456789Z 10.0.0.1:457555462',
    '+1 457 555 5462 +49 170 1234567',
    'commit 4575554620 build 1234567893 at 1763731388000',
  ]) {
    assert.deepEqual(findIn(`${BEFORE}${text}${AFTER}`, 'text', INSPECTOR), [], text);
  }
});

test('a number without check digit is nothing in a text that says nothing of it', () => {
  for (const value of ['457555462', 'D1234567', '925076473', '1234567893', '20-00-00', 'ABC1234567']) {
    assert.deepEqual(findIn(`${BEFORE}${value}${AFTER}`, 'text', INSPECTOR), []);
  }
});

test('a word announces a number from before it, not from behind, and not from far away', () => {
  assert.deepEqual(found(`${BEFORE}457555462 is an SSN${AFTER}`, 'us_ssn'), []);
  assert.deepEqual(found(`The SSN. ${AFTER} ${BEFORE}457555462${AFTER}`, 'us_ssn'), []);
});

test('the names of fields announce as words do', () => {
  for (const field of ['ssn', 'socialSecurityNumber', 'social_security_number', 'employee-ssn']) {
    assert.deepEqual(found(`{"${field}": "457555462", "note": "${AFTER}"}`, 'us_ssn'), ['457555462'], field);
  }
});

test('what is announced rules out what is only possible', () => {
  const classes = findIn('NPI 1234567893', 'text', INSPECTOR).map((finding) => finding.class);
  assert.deepEqual(classes, ['us_npi']);
});

test('the name of a mask announces nothing', () => {
  const text = `SSN 457-55-5462, ${AFTER}`;
  const masked = maskWhole(text, 'text', INSPECTOR);
  assert.equal(masked, `SSN [US_SSN], ${AFTER}`);
  assert.deepEqual(findIn(`[US_SSN] 457555462${AFTER}${AFTER}`, 'text', INSPECTOR), []);
});

test('scanning a masked text finds nothing', () => {
  const parts = IDENTIFIERS_SEEN.flatMap(([, value, word]) => [value, `${word}: ${value} `, `${word} `]);
  fc.assert(
    fc.property(textsWith(fc.constantFrom(...parts)), (text) => {
      assert.deepEqual(findIn(maskWhole(text, 'text', INSPECTOR), 'text', INSPECTOR), []);
    }),
    { numRuns: 300 },
  );
});

test('a number is found behind an escape', () => {
  assert.deepEqual(found('SSN:\\n457-55-5462', 'us_ssn'), ['457-55-5462']);
});

test('ordinary prose leaves word by word', () => {
  const channel = INSPECTOR.openChannel({ view: 'text', role: 'user' });
  let length = 0;
  for (const word of 'The quick brown fox in Berlin saw 3 dogs and 42 lazy cats at night. '.split(/(?<= )/)) {
    const pushed = channel.push(word, false);
    length += word.length;
    assert.ok(pushed.ok && length - pushed.value.clear <= word.length, word);
  }
});

test('small letters apart from the rest are a word, unless they are announced or begin the passage', () => {
  const value = 'ab 12 34 56 c';
  assert.deepEqual(found(value, 'uk_nino'), [value]);
  assert.deepEqual(found(`${BEFORE}national insurance number is ${value}${AFTER}`, 'uk_nino'), [value]);
  assert.deepEqual(found(`${BEFORE}${value}${AFTER}`, 'uk_nino'), []);
  assert.deepEqual(found(`${BEFORE}${value.replaceAll(' ', '')}${AFTER}`, 'uk_nino'), ['ab123456c']);
});

test('what no form goes on from is not held back', () => {
  for (const text of ['Let me ', 'They took 500 units ', `${BEFORE}I `, 'at 10:30 ', 'see v1.2.3 ']) {
    const pushed = INSPECTOR.openChannel({ view: 'text', role: 'user' }).push(text, false);
    assert.ok(pushed.ok && pushed.value.clear === text.length, text);
  }
});

keepsTheLaws(
  'identifiers',
  DETECTOR,
  IDENTIFIERS_SEEN.flatMap(([, value, word], index) => (index % 2 === 0 ? [value] : [`${word}: ${value}`])),
);
