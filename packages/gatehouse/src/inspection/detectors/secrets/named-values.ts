/** Values that only tell what they are by the name that they are assigned to: `adafruit_token = "…"`. */
import { type Kind, named } from './kind.ts';

const UUID = '{hex 8}-{hex 4}-{hex 4}-{hex 4}-{hex 12}';

/** One service: its names, and its values by kind. The documentation of the service describes the form. */
const services: readonly (readonly [
  site: string,
  names: readonly string[],
  rows: Readonly<Record<string, readonly string[]>>,
])[] = [
  ['io.adafruit.com', ['adafruit'], { 'adafruit-api-key': ['{word 32}'] }],
  ['developer.adobe.com', ['adobe'], { 'adobe-client-id': ['{hex 32}'] }],
  ['airtable.com', ['airtable'], { 'airtable-api-key': ['{alnum 17}'] }],
  ['algolia.com', ['algolia'], { 'algolia-api-key': ['{alnum 32}'] }],
  [
    'developers.asana.com',
    ['asana'],
    {
      'asana-client-id': ['{digit 16}'],
      'asana-client-secret': ['{alnum 32}'],
      'asana-personal-access-token': ['{digit 1}/{digit 15-17}:{hex 32}'],
    },
  ],
  [
    'support.atlassian.com',
    ['atlassian', 'confluence', 'jira'],
    { 'atlassian-api-token': ['{alnum 20}{hex 4}'] },
  ],
  ['getbeamer.com', ['beamer'], { 'beamer-api-token': ['b_{wordeq 44}'] }],
  [
    'bitbucket.org',
    ['bitbucket'],
    { 'bitbucket-client-id': ['{alnum 32}'], 'bitbucket-client-secret': ['{wordeq 64}'] },
  ],
  ['bittrex.com', ['bittrex'], { 'bittrex-access-key': ['{alnum 32}'] }],
  ['developer.cisco.com', ['meraki'], { 'cisco-meraki-api-key': ['{hex 40}'] }],
  ['docs.codecov.com', ['codecov'], { 'codecov-access-token': [UUID, '{alnum 32}'] }],
  ['docs.cdp.coinbase.com', ['coinbase'], { 'coinbase-access-token': ['{word 64}'] }],
  [
    'docs.confluent.io',
    ['confluent'],
    { 'confluent-access-token': ['{alnum 16}'], 'confluent-secret-key': ['{any64 64}'] },
  ],
  ['contentful.com', ['contentful'], { 'contentful-delivery-api-token': ['{wordeq 43}'] }],
  [
    'docs.datadoghq.com',
    ['datadog', 'dd_api_key', 'dd_app_key'],
    { 'datadog-access-token': ['{alnum 40}', '{hex 32}'] },
  ],
  [
    'discord.com/developers',
    ['discord'],
    {
      'discord-api-token': ['{hex 64}'],
      'discord-client-id': ['{digit 18}'],
      'discord-client-secret': ['{wordeq 32}'],
      'discord-bot-token': ['{word 24-28}.{word 6}.{word 27-38}'],
    },
  ],
  ['docs.drone.io', ['droneci', 'drone'], { 'droneci-access-token': ['{alnum 32}'] }],
  [
    'dropbox.com/developers',
    ['dropbox'],
    {
      'dropbox-api-token': ['{alnum 15}'],
      'dropbox-long-lived-api-token': ['{alnum 11}AAAAAAAAAA{wordeq 43}'],
    },
  ],
  ['developers.etsy.com', ['etsy'], { 'etsy-access-token': ['{alnum 24}'] }],
  [
    'developers.facebook.com',
    ['facebook', 'fb_app'],
    {
      'facebook-secret': ['{hex 32}'],
      'facebook-access-token': ['{digit 15-16}|{word 27-40}', '{digit 15-16}%{word 27-40}'],
    },
  ],
  ['docs.fastly.com', ['fastly'], { 'fastly-api-token': ['{wordeq 32}'] }],
  [
    'developer.mastercard.com',
    ['finicity'],
    { 'finicity-api-token': ['{hex 32}'], 'finicity-client-secret': ['{alnum 20}'] },
  ],
  ['finnhub.io', ['finnhub'], { 'finnhub-access-token': ['{alnum 20}', '{alnum 40}'] }],
  ['flickr.com', ['flickr'], { 'flickr-access-token': ['{alnum 32}'] }],
  [
    'developers.facebook.com',
    ['access_token', 'app_token'],
    { 'facebook-access-token': ['{digit 15-16}|{word 27-40}'] },
  ],
  ['freemius.com', ['secret_key'], { 'freemius-secret-key': ['sk_{printable 29}'] }],
  ['freshbooks.com', ['freshbooks'], { 'freshbooks-access-token': ['{alnum 64}'] }],
  ['gitter.im', ['gitter'], { 'gitter-access-token': ['{word 40}'] }],
  [
    'developer.gocardless.com',
    ['gocardless'],
    { 'gocardless-api-token': ['live_{wordeq 40}', 'sandbox_{wordeq 40}'] },
  ],
  ['developers.hubspot.com', ['hubspot'], { 'hubspot-api-key': [UUID] }],
  ['developers.intercom.com', ['intercom'], { 'intercom-api-key': ['{wordeq 60}'] }],
  [
    'jfrog.com',
    ['jfrog', 'artifactory', 'bintray', 'xray'],
    { 'jfrog-api-key': ['{alnum 73}'], 'jfrog-identity-token': ['{alnum 64}'] },
  ],
  ['docs.kraken.com', ['kraken'], { 'kraken-access-token': ['{any64 80-90}'] }],
  ['kucoin.com', ['kucoin'], { 'kucoin-access-token': ['{hex 24}'], 'kucoin-secret-key': [UUID] }],
  [
    'launchdarkly.com',
    ['launchdarkly'],
    { 'launchdarkly-access-token': ['{wordeq 40}', `sdk-${UUID}`, `api-${UUID}`] },
  ],
  ['linear.app', ['linear'], { 'linear-client-secret': ['{hex 32}'] }],
  [
    'learn.microsoft.com/linkedin',
    ['linkedin', 'linked_in', 'linked-in'],
    { 'linkedin-client-id': ['{alnum 14}'], 'linkedin-client-secret': ['{alnum 16}'] },
  ],
  ['docs.lob.com', ['lob'], { 'lob-api-key': ['live_{hex 35}', 'test_{hex 35}'] }],
  [
    'cloud.google.com/looker',
    ['looker'],
    { 'looker-client-id': ['{alnum 20}'], 'looker-client-secret': ['{alnum 24}'] },
  ],
  [
    'documentation.mailgun.com',
    ['mailgun'],
    {
      'mailgun-private-api-token': ['key-{hex 32}'],
      'mailgun-pub-key': ['pubkey-{hex 32}'],
      'mailgun-signing-key': ['{alnum 32}-{alnum 8}-{alnum 8}'],
    },
  ],
  ['developers.mattermost.com', ['mattermost'], { 'mattermost-access-token': ['{alnum 26}'] }],
  [
    'developers.messagebird.com',
    ['messagebird', 'message_bird', 'message-bird'],
    { 'messagebird-api-token': ['{alnum 25}'], 'messagebird-client-id': [UUID] },
  ],
  ['docs.netlify.com', ['netlify'], { 'netlify-access-token': ['{wordeq 40-46}'] }],
  [
    'docs.newrelic.com',
    ['newrelic', 'new_relic', 'new-relic'],
    { 'new-relic-user-api-id': ['{alnum 64}'], 'new-relic-license-key': ['{hex 36}NRAL', '{hex 40}'] },
  ],
  [
    'developer.nytimes.com',
    ['nytimes', 'newyorktimes', 'new-york-times'],
    { 'nytimes-access-token': ['{wordeq 32}'] },
  ],
  ['developer.okta.com', ['okta'], { 'okta-access-token': ['00{wordeq 40}'] }],
  ['plaid.com', ['plaid'], { 'plaid-client-id': ['{alnum 24}'], 'plaid-secret-key': ['{alnum 30}'] }],
  [
    'docs.private-ai.com',
    ['privateai', 'private_ai', 'private-ai'],
    { 'privateai-api-token': ['{lower 32}'] },
  ],
  ['rapidapi.com', ['rapidapi'], { 'rapidapi-access-token': ['{word 50}'] }],
  ['sendbird.com', ['sendbird'], { 'sendbird-access-token': ['{hex 40}'], 'sendbird-access-id': [UUID] }],
  ['docs.sentry.io', ['sentry'], { 'sentry-access-token': ['{hex 64}'] }],
  ['github.com/sidekiq', ['contribsys__com'], { 'sidekiq-secret': ['{hex 8}:{hex 8}'] }],
  ['docs.snyk.io', ['snyk'], { 'snyk-api-token': [UUID] }],
  [
    'docs.sonarsource.com',
    ['sonar'],
    { 'sonar-api-token': ['squ_{wordeq 40}', 'sqp_{wordeq 40}', 'sqa_{wordeq 40}', '{wordeq 40}'] },
  ],
  ['sourcegraph.com/docs', ['sourcegraph'], { 'sourcegraph-access-token': ['{hex 40}'] }],
  ['developer.squareup.com', ['square'], { 'squarespace-access-token': [UUID] }],
  [
    'help.sumologic.com',
    ['sumo'],
    { 'sumologic-access-id': ['su{alnum 12}'], 'sumologic-access-token': ['{alnum 64}'] },
  ],
  ['core.telegram.org', ['telegram', 'telegr'], { 'telegram-bot-api-token': ['{digit 5-16}:A{word 34}'] }],
  ['docs.travis-ci.com', ['travis'], { 'travisci-access-token': ['{alnum 22}'] }],
  [
    'developer.atlassian.com/cloud/trello',
    ['trello'],
    { 'trello-access-token': ['{word 32}', '{hex 64}', 'ATTA{hex 72}'] },
  ],
  ['twilio.com', ['twilio'], { 'twilio-auth-token': ['{hex 32}'] }],
  ['dev.twitch.tv', ['twitch'], { 'twitch-api-token': ['{alnum 30}'] }],
  [
    'developer.x.com',
    ['twitter'],
    {
      'twitter-bearer-token': ['AAAAAAAAAAAAAAAAAAAAAA{percent 80-120}'],
      'twitter-api-key': ['{alnum 25}'],
      'twitter-access-secret': ['{alnum 45}'],
      'twitter-api-secret': ['{alnum 50}'],
      'twitter-access-token': ['{digit 15-25}-{alnum 20-40}'],
    },
  ],
  ['developer.zendesk.com', ['zendesk'], { 'zendesk-secret-key': ['{alnum 40}'] }],
];

/** The same of clouds and of providers of models. */
const clouds: typeof services = [
  [
    'docs.aws.amazon.com',
    [
      'aws',
      'secret_access_key',
      'secret-access-key',
      'secret access key',
      'secretaccesskey',
      'aws_secret_key',
    ],
    { 'aws-secret-access-key': ['{any64 40}'] },
  ],
  [
    'learn.microsoft.com',
    ['accountkey', 'storage_key', 'storage-key'],
    { 'azure-storage-key': ['{any64 86-88}'] },
  ],
  ['learn.microsoft.com', ['sharedaccesskey'], { 'azure-service-bus-key': ['{any64 43-44}'] }],
  ['learn.microsoft.com', ['azure', 'openai'], { 'azure-openai-api-key': ['{hex 32}', '{alnum 84}'] }],
  [
    'learn.microsoft.com',
    ['cognitive', 'ocp-apim-subscription-key'],
    { 'azure-subscription-key': ['{hex 32}'] },
  ],
  ['alibabacloud.com/help', ['alibaba', 'aliyun'], { 'alibaba-secret-key': ['{alnum 30}'] }],
  [
    'developers.cloudflare.com',
    ['cloudflare', 'cf_api'],
    { 'cloudflare-global-api-key': ['{hex 37}'], 'cloudflare-api-key': ['{word 40}'] },
  ],
  ['yandex.cloud/docs', ['yandex'], { 'yandex-aws-access-token': ['YC{word 38}'] }],
  ['devcenter.heroku.com', ['heroku'], { 'heroku-api-key': [UUID] }],
  ['docs.cohere.com', ['cohere', 'co_api_key'], { 'cohere-api-token': ['{alnum 40}'] }],
  ['docs.mistral.ai', ['mistral'], { 'mistral-api-key': ['{alnum 32}'] }],
  ['docs.together.ai', ['together'], { 'together-api-key': ['{hex 64}'] }],
  ['assemblyai.com/docs', ['assemblyai', 'assembly_ai'], { 'assemblyai-api-key': ['{hex 32}'] }],
  ['developers.deepgram.com', ['deepgram'], { 'deepgram-api-key': ['{hex 40}'] }],
  [
    'elevenlabs.io/docs',
    ['elevenlabs', 'eleven_labs', 'xi-api-key', 'xi_api_key'],
    { 'elevenlabs-api-key': ['{hex 32}'] },
  ],
  ['docs.wandb.ai', ['wandb'], { 'wandb-api-key': ['{hex 40}'] }],
  ['docs.pinecone.io', ['pinecone'], { 'pinecone-api-key': [UUID] }],
  ['docs.weaviate.io', ['weaviate'], { 'weaviate-api-key': ['{any64 36-60}'] }],
  ['qdrant.tech', ['qdrant'], { 'qdrant-api-key': ['{word 40-90}'] }],
  ['docs.sambanova.ai', ['sambanova'], { 'sambanova-api-key': [UUID] }],
  ['docs.ai21.com', ['ai21'], { 'ai21-api-key': ['{alnum 32}', UUID] }],
  ['serper.dev', ['serper', 'serpapi'], { 'serper-api-key': ['{hex 40}', '{hex 64}'] }],
  ['docs.runpod.io', ['runpod'], { 'runpod-api-key': ['{upper 40}', 'rpa_{alnum 40-60}'] }],
  ['docs.snowflake.com', ['snowflake'], { 'snowflake-token': ['{any64 100-400}'] }],
  ['cloud.ibm.com', ['ibm', 'watson', 'bluemix'], { 'ibm-cloud-api-key': ['{word 44}'] }],
];

function kindsOf(className: 'service_token' | 'cloud_key', rows: typeof services): readonly Kind[] {
  return rows.flatMap(([source, names, forms]) => named(className, { source, names }, forms));
}

export const NAMED_VALUES: readonly Kind[] = [
  ...kindsOf('cloud_key', clouds),
  ...kindsOf('service_token', services),
];
