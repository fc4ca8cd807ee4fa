/** Frequent words of several languages, from which prose is put together. */

export interface Language {
  readonly words: readonly [string, ...string[]];
  /** What stands between words, and what ends a sentence. */
  readonly space: string;
  readonly stop: string;
}

/** By how often a language is met; the others share what is left. */
export const ENGLISH: Language = spaced(
  `the of and to in is that for it was on are as with they be at one have this from or had by but some what there we
  can out other were all your when up use word how said an each she which do their time if will way about many then
  them would write like so these her long make thing see him two has look more day could go come did my sound no most
  number who over know water than call first people may down side been now find any new work part take get place made
  live where after back little only round man year came show every good me give our under name very through just form
  much great think say help low line before turn cause same mean differ move right boy old too does tell sentence set
  three want air well also play small end put home read hand port large spell add even land here must big high such
  follow act why ask men change went light kind off need house picture try us again animal point mother world near
  build self earth father head stand own page should country found answer school grow study still learn plant cover
  food sun four thought let keep eye never last door between city tree cross since hard start might story saw far sea
  draw left late run while press close night real life few stop open seem together next white children begin got walk
  customer order invoice delivery account meeting report project team update schedule budget contract review release`,
);

export const OTHERS: readonly [Language, ...Language[]] = [
  spaced(`der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat
    dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr
    durch man sein wurde sei Rechnung Kunde Vertrag Lieferung Straße Abteilung Geschäftsführung Größe möglich können`),
  spaced(`de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son ont
    aux mais cette leur fait comme nous vous tout elle été même aussi deux peut très société première être après client
    facture livraison réunion équipe français déjà où`),
  spaced(`de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí porque
    esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra
    otros cliente factura entrega reunión equipo año mañana`),
  spaced(`il di che è la e un a per non in una sono mi ho si lo ma ti ha le cosa con i no da se come io ci questo qui
    hai del bene tu sei al più anche della solo era fattura cliente consegna perché città così`),
  spaced(`o de a que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu
    sua ou ser quando muito há nos já está eu também só pelo pela até isso cliente fatura entrega reunião ação`),
  spaced(`de en van ik te dat die in een hij het niet zijn is was op aan met als voor had er maar om hem dan zou of
    wat mijn men dit zo door over ze zich bij ook tot je mij uit der daar haar naar heb hoe klant factuur levering`),
  spaced(`bir ve bu için çok ne var mı daha gibi ama ben sen o ile kadar sonra olarak en her şey değil olan müşteri
    fatura teslimat toplantı yeni büyük küçük güzel şimdi önce yıl gün zaman`),
  spaced(`и в не на я быть он с что а по это она этот к но они мы весь который из у то за свой весь год от так о для
    ты же все тот мочь вы человек такой его сказать только или ещё бы себя один как уже до время если сам клиент счёт`),
  unspaced(
    '日本語文章会議報告書契約顧客注文配送請求書確認致しますのでよろしくお願いいたしますこれはテストです東京',
    '。',
  ),
  unspaced(
    '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家',
    '。',
  ),
];

function spaced(list: string): Language {
  const [first = '', ...rest] = list.trim().split(/\s+/);
  return { words: [first, ...rest], space: ' ', stop: '. ' };
}

function unspaced(signs: string, stop: string): Language {
  const [first = '', ...rest] = signs;
  return { words: [first, ...rest], space: '', stop };
}
