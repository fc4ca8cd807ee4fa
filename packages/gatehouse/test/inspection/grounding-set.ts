/** Sentences about six made-up sources, each with what is wrong with it, to measure how well claims are looked up. */

/** What a sentence is to its source; `entailed` ones say it in the same or in other words. */
export type Truth = 'entailed' | 'number' | 'name' | 'invented';

export interface Case {
  readonly source: string;
  readonly rows: readonly (readonly [Truth, string])[];
}

export const GROUNDING: readonly Case[] = [
  {
    source:
      'The Halden reservoir was completed in 1962 and holds 48 million cubic metres of water. It supplies drinking water to ' +
      'three towns: Brenholt, Skarvik and Lunde. The dam is 71 metres high. In March 2019 engineer Ingrid Solheim reported ' +
      'cracks in the eastern spillway, and repairs costing 12.5 million kroner were finished in October 2020. Swimming is ' +
      'prohibited, but fishing with a permit is allowed from May to September.',
    rows: [
      ['entailed', 'The Halden reservoir was completed in 1962.'],
      ['entailed', 'It holds 48,000,000 cubic metres of water.'],
      ['entailed', 'Brenholt, Skarvik and Lunde get their drinking water from the reservoir.'],
      ['entailed', 'Repairs of the eastern spillway cost about 12 million kroner.'],
      [
        'entailed',
        'You may fish there with a permit between May and September, while swimming is prohibited.',
      ],
      ['entailed', 'Cracks in the spillway were reported by Ingrid Solheim in 2019.'],
      ['number', 'The dam is 91 metres high.'],
      ['number', 'The repairs were finished in October 2022.'],
      ['number', 'The reservoir supplies 5 towns with drinking water.'],
      ['name', 'The reservoir supplies drinking water to Brenholt, Skarvik and Drammen.'],
      ['name', 'Cracks in the eastern spillway were reported by Magnus Dahl.'],
      ['name', 'Repairs of the dam were paid for by Norconsult.'],
      [
        'invented',
        "A visitor centre with a restaurant and a children's playground opened beside the lake last summer.",
      ],
      [
        'invented',
        'Environmental groups have protested against plans to build a hydroelectric power station.',
      ],
    ],
  },
  {
    source:
      'Invoice 20417 from Marlow Textiles is dated 14 June 2023. The total is 1,284.50 euros including 19 percent tax. ' +
      'Payment is due within 30 days. Orders above 500 euros ship free of charge. Returned goods must be unused and reach ' +
      'the warehouse in Ghent within 14 days. For questions, write to the billing team and give the invoice number.',
    rows: [
      ['entailed', 'The invoice from Marlow Textiles comes to 1.284,50 euros.'],
      ['entailed', 'It is dated June 14, 2023, and payment is due within thirty days.'],
      ['entailed', 'Shipping is free for orders of more than 500 euros.'],
      [
        'entailed',
        'Goods that you return have to be unused and arrive at the Ghent warehouse within 14 days.',
      ],
      ['entailed', 'The total includes tax of 19%.'],
      ['entailed', 'Questions go to the billing team, with the invoice number.'],
      ['number', 'The total of the invoice is 1,824.50 euros.'],
      ['number', 'Payment is due within 60 days.'],
      ['number', 'The tax included in the total is 21 percent.'],
      ['name', 'Returned goods must reach the warehouse in Antwerp.'],
      ['name', 'The invoice was issued by Harlow Fabrics.'],
      ['invented', 'Customers who subscribe to the newsletter receive a discount on their next purchase.'],
      ['invented', 'Late payments are handed over to a collection agency without further notice.'],
    ],
  },
  {
    source:
      'Version 4.2 of the Pelican scheduler adds priority queues. A queue may hold at most 10,000 jobs. Jobs that fail are ' +
      'retried five times with exponential backoff, starting at 2 seconds. The web dashboard now listens on port 8443 and ' +
      'requires a client certificate. Support for Python 3.8 was removed. Maintainer Tomás Oliveira recommends upgrading ' +
      'the database before the workers.',
    rows: [
      ['entailed', 'Pelican 4.2 introduces priority queues.'],
      ['entailed', 'Each queue can hold up to 10000 jobs.'],
      ['entailed', 'Failed jobs are retried 5 times with exponential backoff.'],
      ['entailed', 'The dashboard listens on port 8443 and needs a client certificate.'],
      ['entailed', 'Tomás Oliveira recommends that the database be upgraded before the workers.'],
      ['entailed', 'Python 3.8 is no longer supported.'],
      ['number', 'The dashboard listens on port 9443.'],
      ['number', 'The first retry happens after 7 seconds.'],
      ['number', 'A queue may hold at most 50,000 jobs.'],
      ['name', 'The release also adds an integration with Kubernetes.'],
      ['name', 'Maintainer Priya Raman recommends upgrading the database first.'],
      [
        'invented',
        'Memory consumption drops considerably because results are compressed before they are stored.',
      ],
      ['invented', 'A graphical editor lets administrators draw dependencies between tasks.'],
    ],
  },
  {
    source:
      'Das Stadtarchiv Wernau bewahrt rund 2,4 Millionen Dokumente auf. Es wurde 1887 gegründet und zog 1998 in die ehemalige ' +
      'Brauerei an der Lindenstraße um. Leiterin ist seit 2016 Dr. Katrin Vogel. Der Lesesaal ist dienstags bis donnerstags ' +
      'von 9 bis 17 Uhr geöffnet. Kopien kosten 20 Cent pro Seite. Nachlässe vor 1945 dürfen nur mit Genehmigung eingesehen werden.',
    rows: [
      ['entailed', 'Das Stadtarchiv Wernau wurde 1887 gegründet.'],
      ['entailed', 'Seit 1998 befindet es sich in der ehemaligen Brauerei an der Lindenstraße.'],
      ['entailed', 'Geleitet wird das Archiv seit 2016 von Katrin Vogel.'],
      ['entailed', 'Für die Einsicht in Nachlässe vor 1945 ist eine Genehmigung nötig.'],
      ['entailed', 'Eine Kopie kostet 20 Cent je Seite.'],
      ['number', 'Das Archiv bewahrt rund 3,9 Millionen Dokumente auf.'],
      ['number', 'Der Lesesaal ist bis 19 Uhr geöffnet.'],
      ['number', 'Das Stadtarchiv wurde 1878 gegründet.'],
      ['name', 'Leiterin des Archivs ist seit 2016 Dr. Sabine Kramer.'],
      ['name', 'Das Stadtarchiv gehört zur Stiftung Preußischer Kulturbesitz.'],
      ['invented', 'Schulklassen können kostenlose Führungen mit anschließendem Quiz buchen.'],
      ['invented', 'Ein Förderverein sammelt Spenden für die Digitalisierung alter Fotografien.'],
    ],
  },
  {
    source:
      'La coopérative Terres d’Aubrac réunit 64 éleveurs autour de Laguiole. En 2022 elle a produit 780 tonnes de fromage, ' +
      'dont 15 % ont été exportées vers la Belgique et le Canada. Le lait vient de vaches de race Simmental et Aubrac, ' +
      'nourries à l’herbe. Sa présidente, Hélène Chastang, a annoncé la construction d’une nouvelle cave d’affinage pour 2025.',
    rows: [
      ['entailed', 'La coopérative réunit 64 éleveurs autour de Laguiole.'],
      ['entailed', 'En 2022, elle a produit 780 tonnes de fromage.'],
      ['entailed', 'Une partie de la production, 15 %, est exportée vers la Belgique et le Canada.'],
      ['entailed', 'Les vaches, de race Simmental et Aubrac, sont nourries à l’herbe.'],
      ['entailed', 'Une nouvelle cave d’affinage doit être construite en 2025, selon Hélène Chastang.'],
      ['number', 'La coopérative réunit 46 éleveurs.'],
      ['number', 'Elle a produit 970 tonnes de fromage en 2022.'],
      ['name', 'Le fromage est exporté vers la Belgique et le Japon.'],
      ['name', 'Sa présidente, Claire Montazet, a annoncé une nouvelle cave.'],
      ['invented', 'Les touristes dégustent gratuitement des produits locaux pendant les marchés nocturnes.'],
      ['invented', 'Un label biologique récompense désormais toutes les fermes partenaires.'],
    ],
  },
  {
    source:
      'Patient leaflet: Corvadol tablets contain 40 mg of mirasetin. Adults take one tablet in the morning with water. Do not ' +
      'take more than 80 mg in 24 hours. The most common side effects are headache, dry mouth and dizziness, in 1 of 50 ' +
      'patients. Corvadol must not be taken together with lithium. Store below 25 degrees. Made by Estervale Pharma in Cork.',
    rows: [
      ['entailed', 'Corvadol tablets contain 40 mg of mirasetin.'],
      ['entailed', 'Adults should take one tablet with water every morning.'],
      ['entailed', 'No more than 80 mg may be taken within 24 hours.'],
      ['entailed', 'Headache, dizziness and a dry mouth are the most common side effects.'],
      ['entailed', 'The tablets are made in Cork by Estervale Pharma and should be stored below 25 degrees.'],
      ['entailed', 'Do not combine Corvadol with lithium.'],
      ['number', 'Do not take more than 120 mg in 24 hours.'],
      ['number', 'Store the tablets below 30 degrees.'],
      ['number', 'Side effects occur in 1 of 15 patients.'],
      ['name', 'Corvadol must not be taken together with Warfarin.'],
      ['name', 'The tablets are made by Brightwell Labs.'],
      [
        'invented',
        'Pregnant women should consult a physician because the substance passes into breast milk.',
      ],
      ['invented', 'Grapefruit juice strengthens the effect and therefore has to be avoided.'],
    ],
  },
];
