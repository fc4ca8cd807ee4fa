/** Tokens of services for messages, money and work, which tell by themselves what they are. */
import { type Kind, tokens } from './kind.ts';

export const SERVICE_TOKENS: readonly Kind[] = [
  ...tokens('service_token', 'docs.slack.dev: token types, incoming webhooks', {
    'slack-config-access-token': [
      'xoxe.xoxb-{digit 1}-{alnum 100-255}',
      'xoxe.xoxp-{digit 1}-{alnum 100-255}',
    ],
    'slack-config-refresh-token': ['xoxe-{digit 1}-{alnum 100-255}'],
    'slack-bot-token': ['xoxb-{digit 10-13}-{digit 10-13}{word 10-64}'],
    'slack-legacy-bot-token': ['xoxb-{digit 8-14}-{alnum 18-26}'],
    'slack-user-token': [
      'xoxp-{digit 10-13}-{digit 10-13}-{digit 10-13}-{word 28-34}',
      'xoxe-{digit 10-13}-{digit 10-13}-{digit 10-13}-{word 28-34}',
    ],
    'slack-app-token': ['xapp-{digit 1}-{upper 8-20}-{digit 8-16}-{lower 20-90}'],
    'slack-legacy-token': [
      'xoxo-{digit 1-16}-{digit 1-16}-{digit 1-16}-{hex 6-64}',
      'xoxs-{digit 1-16}-{digit 1-16}-{digit 1-16}-{hex 6-64}',
    ],
    'slack-session-token': [
      'xoxc-{digit 8-16}-{digit 8-16}-{digit 8-16}-{hex 32-64}',
      'xoxd-{percent 40-400}',
    ],
    'slack-legacy-workspace-token': [
      'xoxa-{digit 1}-{word 8-100}',
      'xoxr-{digit 1}-{word 8-100}',
      'xoxa-{alnum 8-48}',
      'xoxr-{alnum 8-48}',
    ],
    'slack-webhook-url': [
      'hooks.slack.com/services/{plain64 40-60}',
      'hooks.slack.com/workflows/{plain64 40-90}',
      'hooks.slack.com/triggers/{plain64 40-90}',
    ],
  }),
  ...tokens(
    'service_token',
    'learn.microsoft.com: incoming webhooks; discord.com/developers: webhooks, bots; core.telegram.org: bots',
    {
      'microsoft-teams-webhook': [
        'webhook.office.com/webhookb2/{word 36}@{word 36}/IncomingWebhook/{lower 32}/{word 36}/{word 20-60}',
        'webhook.office.com/webhookb2/{word 36}@{word 36}/IncomingWebhook/{lower 32}/{word 36}',
      ],
      'discord-webhook-url': [
        'discord.com/api/webhooks/{digit 17-20}/{word 60-80}',
        'discordapp.com/api/webhooks/{digit 17-20}/{word 60-80}',
      ],
      'discord-bot-token': ['{word 24-28}.G{alnum 5}.{word 27-38}'],
      'telegram-bot-api-token': ['{digit 8-10}:AA{word 33}'],
    },
  ),
  ...tokens('service_token', 'docs.stripe.com: API keys, webhook signatures', {
    'stripe-access-token': [
      'sk_live_{alnum 10-256}',
      'sk_test_{alnum 10-256}',
      'sk_prod_{alnum 10-256}',
      'rk_live_{alnum 10-256}',
      'rk_test_{alnum 10-256}',
      'rk_prod_{alnum 10-256}',
    ],
    'stripe-webhook-secret': ['whsec_{base64 32-64}'],
  }),
  ...tokens(
    'service_token',
    'developer.squareup.com, developer.paypal.com, plaid.com, flutterwave.com, razorpay.com, easypost.com, goshippo.com, docs.lob.com, duffel.com',
    {
      'square-access-token': ['EAAA{word 22-64}', 'sq0atp-{word 22-60}'],
      'square-secret': ['sq0csp-{range 43}'],
      'braintree-access-token': [
        'access_token$production{dollar 1}{lower 16}{dollar 1}{hex 32}',
        'access_token$sandbox{dollar 1}{lower 16}{dollar 1}{hex 32}',
      ],
      'plaid-api-token': ['sandbox', 'development', 'production'].map(
        (stage) => `access-${stage}-{hex 8}-{hex 4}-{hex 4}-{hex 4}-{hex 12}`,
      ),
      'flutterwave-secret-key': ['FLWSECK_TEST-{alnum 32}-X', 'FLWSECK-{alnum 32}-X'],
      'flutterwave-public-key': ['FLWPUBK_TEST-{alnum 32}-X', 'FLWPUBK-{alnum 32}-X'],
      'flutterwave-encryption-key': ['FLWSECK_TEST-{alnum 12}', 'FLWSECK_TEST{alnum 12}'],
      'razorpay-key': ['rzp_live_{alnum 14}', 'rzp_test_{alnum 14}'],
      'easypost-api-token': ['EZAK{alnum 54}'],
      'easypost-test-api-token': ['EZTK{alnum 54}'],
      'shippo-api-token': ['shippo_live_{hex 40}', 'shippo_test_{hex 40}'],
      'lob-pub-api-key': ['live_pub_{hex 31}', 'test_pub_{hex 31}'],
      'lob-api-key': ['live_{hex 35}', 'test_{hex 35}'],
      'duffel-api-token': ['duffel_live_{wordeq 43}', 'duffel_test_{wordeq 43}'],
      'adyen-api-key': ['AQE{alnum 5}{any64 100-400}'],
      'coinbase-cdp-key': [
        'organizations/{hex 8}-{hex 4}-{hex 4}-{hex 4}-{hex 12}/apiKeys/{hex 8}-{hex 4}-{hex 4}-{hex 4}-{hex 12}',
      ],
    },
  ),
  ...tokens('service_token', 'shopify.dev: access tokens', {
    'shopify-access-token': ['shpat_{hex 32}'],
    'shopify-custom-access-token': ['shpca_{hex 32}'],
    'shopify-private-app-access-token': ['shppa_{hex 32}'],
    'shopify-shared-secret': ['shpss_{hex 32}'],
  }),
  ...tokens(
    'service_token',
    'twilio.com, sendgrid.com, brevo.com, mailchimp.com, resend.com, postmarkapp.com, sendbird.com: API keys',
    {
      'twilio-api-key': ['SK{hex 32}'],
      'sendgrid-api-token': ['SG.{dotteq 66-69}'],
      'sendinblue-api-token': ['xkeysib-{hex 64}-{alnum 16}', 'xsmtpsib-{hex 64}-{alnum 16}'],
      'mailchimp-api-key': ['{hex 32}-us{digit 1-2}'],
      'resend-api-key': ['re_{alnum 8}_{alnum 24}'],
      'klaviyo-api-key': ['pk_{hex 34}'],
    },
  ),
  ...tokens(
    'service_token',
    'developers.notion.com, linear.app, airtable.com, asana.com, developers.figma.com, readme.com, typeform.com, postman.com, frame.io: personal tokens',
    {
      'notion-api-token': ['ntn_{digit 11}{alnum 35}', 'secret_{alnum 43}'],
      'linear-api-key': ['lin_api_{alnum 40}'],
      'linear-oauth-token': ['lin_oauth_{hex 64}'],
      'airtable-personnal-access-token': ['pat{alnum 14}.{hex 64}'],
      'figma-token': ['figd_{word 38-44}', 'figu_{word 38-44}'],
      'readme-api-token': ['rdme_{lower 70}'],
      'typeform-api-token': ['tfp_{dotteq 59}'],
      'postman-api-token': ['PMAK-{alnum 24}-{alnum 34}'],
      'frameio-api-token': ['fio-u-{wordeq 64}'],
      'contentful-personal-access-token': ['CFPAT-{word 43}'],
      'hubspot-private-app-token': [
        'pat-na1-{hex 8}-{hex 4}-{hex 4}-{hex 4}-{hex 12}',
        'pat-eu1-{hex 8}-{hex 4}-{hex 4}-{hex 4}-{hex 12}',
      ],
      'intra42-client-secret': ['s-s4t2ud-{hex 64}', 's-s4t2af-{hex 64}'],
      'zapier-webhook-url': ['hooks.zapier.com/hooks/catch/{digit 5-9}/{alnum 6-12}'],
      'adobe-client-secret': ['p8e-{alnum 32}', 'p8-{alnum 32}'],
      'settlemint-application-access-token': ['sm_aat_{alnum 16}'],
      'settlemint-personal-access-token': ['sm_pat_{alnum 16}'],
      'settlemint-service-access-token': ['sm_sat_{alnum 16}'],
      'maxmind-license-key': ['{alnum 6}_{alnum 29}_mmk'],
      'onfido-token': ['api_live.{word 11}.{word 32}', 'api_sandbox.{word 11}.{word 32}'],
    },
  ),
  ...tokens(
    'service_token',
    'developers.facebook.com, docs.mapbox.com, dropbox.com/developers: access tokens',
    {
      'facebook-page-access-token': ['EAA{alnum 100-400}'],
      'mapbox-api-token': ['pk.{alnum 60-120}.{word 22}', 'sk.{alnum 60-120}.{word 22}'],
      'dropbox-short-lived-api-token': ['sl.{wordeq 130-1400}'],
    },
  ),
  ...tokens('service_token', 'authress.io: service clients', {
    'authress-service-client-access-key': ['sc', 'ext', 'scauth', 'authress'].map(
      (prefix) => `${prefix}_{lower 5-30}.{lower 4-6}.acc{word 11-33}.{any64 30-120}`,
    ),
  }),
];
