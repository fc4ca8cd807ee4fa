/** The published forms of credentials: a prefix or an assignment, then so many characters of an alphabet. */

export type Alphabet = 'upper' | 'hex' | 'alphanumeric' | 'word' | 'dotted' | 'base64';

export interface KeyForm {
  readonly issuer: string;
  /** `prefix` is part of the key; `keyword` (any case) only announces it, and punctuation stands between. */
  readonly kind: 'prefix' | 'keyword';
  readonly literal: string;
  readonly alphabet: Alphabet;
  readonly min: number;
  readonly max: number;
  /** For prefixes that ordinary words have too: at least one digit must follow. */
  readonly needsDigit?: true;
}

/** Sources: the issuers' documentation of their token formats, and the partner patterns of public secret scanning. */
export const KEY_FORMS: readonly KeyForm[] = [
  // Amazon: IAM identifiers (unique identifier prefixes), Bedrock API keys.
  ...prefixes('Amazon', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], ['upper', 16, 16]),
  ...prefixes('Amazon', ['ABSK'], ['base64', 109, 269]),
  ...prefixes('Amazon', ['bedrock-api-key-'], ['base64', 28, 4000]),
  ...keywords(
    'Amazon',
    ['secret_access_key', 'secret-access-key', 'secret access key', 'secretaccesskey', 'aws_secret_key'],
    ['base64', 40, 40],
  ),
  // Google: API keys, OAuth access tokens and client secrets.
  ...prefixes('Google', ['AIza'], ['word', 35, 35]),
  ...prefixes('Google', ['ya29.'], ['word', 20, 512]),
  ...prefixes('Google', ['GOCSPX-'], ['word', 28, 28]),
  // Microsoft: storage account keys (64 bytes), service bus and event hub keys (32 bytes).
  ...keywords('Microsoft', ['accountkey', 'storage_key', 'storage-key'], ['base64', 86, 88]),
  ...keywords('Microsoft', ['sharedaccesskey'], ['base64', 43, 44]),
  // Providers of models.
  ...prefixes(
    'OpenAI',
    ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-service-', 'sk-None-'],
    ['word', 20, 256],
  ),
  ...digited(prefixes('OpenAI', ['sk-'], ['alphanumeric', 20, 128])),
  ...prefixes('Anthropic', ['sk-ant-'], ['word', 20, 256]),
  ...prefixes('OpenRouter', ['sk-or-v1-'], ['hex', 32, 64]),
  ...prefixes('Langfuse', ['sk-lf-'], ['word', 32, 36]),
  ...prefixes('Hugging Face', ['hf_', 'api_org_'], ['alphanumeric', 34, 40]),
  ...prefixes('Groq', ['gsk_'], ['alphanumeric', 48, 64]),
  ...prefixes('xAI', ['xai-'], ['alphanumeric', 64, 96]),
  ...prefixes('Replicate', ['r8_'], ['alphanumeric', 37, 37]),
  ...prefixes('Perplexity', ['pplx-'], ['alphanumeric', 40, 64]),
  ...digited(prefixes('Fireworks', ['fw_'], ['alphanumeric', 22, 32])),
  ...prefixes('NVIDIA', ['nvapi-'], ['word', 60, 80]),
  ...prefixes('Pinecone', ['pcsk_'], ['word', 50, 90]),
  ...prefixes('LangSmith', ['lsv2_pt_', 'lsv2_sk_'], ['word', 32, 64]),
  ...digited(prefixes('Tavily', ['tvly-'], ['word', 20, 48])),
  // Code, packages and builds.
  ...prefixes('GitHub', ['ghp_', 'gho_', 'ghu_', 'ghr_'], ['alphanumeric', 36, 255]),
  ...prefixes('GitHub', ['ghs_'], ['dotted', 36, 1024]),
  ...prefixes('GitHub', ['github_pat_'], ['word', 82, 255]),
  ...prefixes('GitLab', ['glpat-', 'gldt-', 'glrt-', 'glsoat-', 'gloas-'], ['dotted', 20, 300]),
  ...prefixes('GitLab', ['glptt-', 'GR1348941'], ['word', 20, 64]),
  ...prefixes('npm', ['npm_'], ['alphanumeric', 36, 64]),
  ...prefixes('PyPI', ['pypi-AgEIcHlwaS5vcmc'], ['word', 50, 1024]),
  ...prefixes('Postman', ['PMAK-'], ['word', 59, 59]),
  ...prefixes('Atlassian', ['ATATT3'], ['base64', 150, 260]),
  // Platforms.
  ...prefixes('DigitalOcean', ['dop_v1_', 'doo_v1_', 'dor_v1_'], ['hex', 64, 64]),
  ...digited(prefixes('Databricks', ['dapi'], ['hex', 32, 32])),
  ...prefixes('HashiCorp', ['hvs.', 'hvb.'], ['word', 24, 300]),
  ...prefixes('Grafana', ['glsa_'], ['word', 41, 41]),
  ...prefixes('Grafana', ['glc_'], ['base64', 32, 400]),
  ...prefixes('Pulumi', ['pul-'], ['hex', 40, 40]),
  ...prefixes('PlanetScale', ['pscale_tkn_', 'pscale_oauth_', 'pscale_pw_'], ['base64', 32, 64]),
  ...prefixes('Fly.io', ['fo1_'], ['word', 43, 43]),
  ...prefixes('Fly.io', ['fm1a_', 'fm1r_', 'fm2_'], ['base64', 100, 4000]),
  ...prefixes('1Password', ['ops_eyJ'], ['base64', 200, 4000]),
  ...prefixes('Notion', ['ntn_'], ['alphanumeric', 46, 46]),
  ...prefixes('Linear', ['lin_api_'], ['alphanumeric', 40, 40]),
  ...prefixes('Sentry', ['sntryu_'], ['hex', 64, 64]),
  ...prefixes('Sentry', ['sntrys_eyJ'], ['base64', 80, 400]),
  // Messages and money.
  ...digited(prefixes('Slack', ['xoxb-', 'xoxp-', 'xoxe-', 'xapp-'], ['word', 20, 400])),
  ...digited(prefixes('Slack', ['xoxa-', 'xoxr-', 'xoxo-', 'xoxs-'], ['word', 10, 400])),
  ...digited(prefixes('Slack', ['xoxe.xoxb-', 'xoxe.xoxp-'], ['word', 20, 400])),
  ...prefixes('SendGrid', ['SG.'], ['dotted', 66, 69]),
  ...prefixes(
    'Stripe',
    ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_', 'sk_prod_', 'rk_prod_'],
    ['alphanumeric', 10, 256],
  ),
  ...prefixes('Stripe', ['whsec_'], ['base64', 32, 64]),
  ...prefixes('Shopify', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], ['hex', 32, 32]),
  ...prefixes('Brevo', ['xkeysib-'], ['word', 81, 81]),
  // This gate itself.
  ...prefixes('Gatehouse', ['ghk_'], ['word', 40, 128]),
];

type Body = readonly [alphabet: Alphabet, min: number, max: number];

function prefixes(issuer: string, literals: readonly string[], body: Body): KeyForm[] {
  return literals.map((literal) => form({ issuer, kind: 'prefix', literal }, body));
}

function digited(rows: readonly KeyForm[]): KeyForm[] {
  return rows.map((row) => ({ ...row, needsDigit: true }));
}

function keywords(issuer: string, literals: readonly string[], body: Body): KeyForm[] {
  return literals.map((literal) => form({ issuer, kind: 'keyword', literal }, body));
}

function form(what: Pick<KeyForm, 'issuer' | 'kind' | 'literal'>, [alphabet, min, max]: Body): KeyForm {
  return { ...what, alphabet, min, max };
}
