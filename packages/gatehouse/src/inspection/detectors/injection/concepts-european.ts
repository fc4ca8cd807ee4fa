/** The concepts of `concepts-english.ts` in other languages of Europe, in Turkish, Indonesian, Vietnamese and Hinglish. */
import type { ENGLISH } from './concepts-english.ts';

export const EUROPEAN: Readonly<Partial<Record<keyof typeof ENGLISH, string>>> = {
  override: `ignor* vergiss vergessen vergesst missacht* übergeh* überschreib* umgeh* oublie oubliez oublier néglige*
    contourn* olvid* omit* anula anule pasa_por_alto haz_caso_omiso dimentica* trascura* aggira* scavalca scorda* esquec*
    esqueç* desconsider* desrespeit* negeer* vergeet omzeil* negeren unut* görmezden yoksay* dikkate_alma* boşver* zapomnij
    zignoruj* pomiń pomin* obejdź bortse strunta glöm åsidosätt* uita uită abaikan lupakan hiraukan bỏ_qua quên
    phớt_lờ bhool bhul nazarandaaz andekha bhula faites_abstraction ne_tiens_pas_compte ne_tenez_pas_compte setz_dich
    unberücksichtigt glem ignorer zapomeň zapomeňte hagyd_figyelmen unohda sivuuta fel_ejt* felejts*`,
  prior: `vorherig* vorige* bisherig* obig* frühere* vorangegangen* vorangehend* zuvor bisher oben précédent*
    precedent* antérieur* anterior* previa* previo* ci_dessus arriba precedenti precedente sopra eerdere vorige
    voorgaande bovenstaande hierboven önceki yukarıdaki evvelki daha_önce poprzedni* wcześniejsz* powyższ* tidigare
    föregående anterioare sebelumnya terdahulu di_atas trước trước_đó ở_trên pichle pichhle pehle upar avant antes
    prima finora tot_nu_toe başlangıç initiale inicial* ursprünglich* d_avant până_acum předchozí előző aiemmat aiemmin`,
  instruction: `anweisung* instrukt* instruk* befehl* regeln richtlinie* vorgaben anordnung* consigne* directiv*
    règles regles instruc* indicacion* órdenes ordenes reglas istruzion* regole direttiv* ordini regras orientaç*
    diretriz* comandos comandi opdracht* aanwijzing* regels richtlijn* talimat* yönerge* kuralları kuralı kurallar
    komut* emirler emirleri poleceni* zasad* wytyczn* reguł* instruktion* regler instrucțiun* reguli perintah*
    petunjuk aturan arahan hướng_dẫn chỉ_dẫn chỉ_thị lệnh quy_tắc nirdesh* niyam* aadesh pokyny utasítás* ohjeet ohjeita`,
  prompt: `systemprompt* system_prompts systemnachricht* eingabeaufforderung* prompt_système prompt_systeme
    invite_système prompt_del_sistema mensaje_del_sistema prompt_di_sistema messaggio_di_sistema prompt_do_sistema
    mensagem_do_sistema prompt_de_sistema systeemprompt* sistem_promptu* sistem_istemi* sistem_komut* istemi promptu*
    prompt_systemowy promptu_systemowego systemprompten prompt_sistem lời_nhắc system_prompt_ko aufforderung*`,
  reveal: `zeig* verrate* enthüll* offenlege* nenn* sag_mir gib_mir preisgeb* montre* révèl* revele* dévoil* affiche*
    divulgue* dis_moi muestra* muéstra* revela* dime dame mostra* rivela* dimmi svela* diga_me exiba mostre onthul*
    toon vertel_me geef_me laat_zien göster* açıkla* söyle* ifşa* ujawnij* pokaż* powiedz_mi podaj zdradź visa
    avslöja berätta arată tunjukkan ungkapkan beritahu tampilkan tiết_lộ cho_tôi hiển_thị dikhao batao bata_do
    qué_es_tu cuál_es_tu quelles_sont_tes was_ist_dein wie_lautet wie_lauten quali_sono_le quais_são`,
  say: `sag sage sagen antworte* schreib* gib wiederhol* ausgeb* drucke dis réponds répondez écris écrivez répète*
    imprime* di responde* escrib* repite* repita rispondi* scrivi* ripeti* stampa* escrev* repete* zeg antwoord*
    schrijf* herhaal* druk_af yaz yazın yazınız yazdır* cevapla* yanıtla* tekrarla* odpowiedz* napisz* powtórz* powiedz skriv svara säg
    upprepa scrie răspunde katakan jawab tulis ulangi cetak nói trả_lời viết in_ra lặp_lại kaho likho jawab_do bolo`,
  verbatim: `wortwörtlich wörtlich wort_für_wort wortlaut mot_pour_mot mot_à_mot textuellement intégralement palabra_por_palabra
    textualmente íntegr* parola_per_parola integralmente palavra_por_palavra woord_voor_woord letterlijk kelimesi*
    aynen harfiyen słowo_w_słowo dosłownie ord_för_ord kata_demi_kata nguyên_văn`,
  secret: `passwort kennwort geheimnis* geheim* mot_de_passe secrète* contraseña clave_secreta clave secreto* segreto
    senha segredo* wachtwoord geheime* şifre* parola* gizli hasło hasła tajn* lösenord hemlig* rahasia kata_sandi
    mật_khẩu bí_mật`,
  you: `du dich dir sie ihr ihnen tu vous te toi tú usted ti vos você voce lei jij je jou u_bent sen seni siz
    sizi ty ciebie wy dig ni kamu anda kau bạn tum aap tumhe`,
  your: `dein deine deinen deiner deines ihre ihren ton ta tes votre vos tus tuo tua tuoi tue seu sua seus suas jouw
    uw senin sizin twoje twoich twój swoje ditt dina din tău tale của_bạn apne tumhare`,
  ai: `ki kunstmatige intelligenz ki_modell sprachmodell* assistent* ia modèle_de_langage assistant_ia modelo_de_lenguaje
    asistente assistente modello_linguistico modelo_de_linguagem yapay_zeka yapay_zekâ dil_modeli asistan sztuczna
    model_językowy asystent* språkmodell kecerdasan_buatan asisten trợ_lý mô_hình`,
  now_on: `ab_jetzt ab_sofort von_nun_an von_jetzt_an du_bist_jetzt du_bist_nun dorénavant désormais à_partir_de_maintenant
    tu_es_maintenant vous_êtes_maintenant a_partir_de_ahora de_ahora_en_adelante ahora_eres desde_ahora da_ora_in_poi
    d_ora_in_poi adesso_sei ora_sei a_partir_de_agora agora_você_é de_agora_em_diante vanaf_nu je_bent_nu bundan_sonra
    artık_sen şu_andan_itibaren bundan_böyle od_teraz jesteś_teraz odtąd från_och_med_nu du_är_nu de_acum_înainte mulai_sekarang
    kamu_sekarang sekarang_kamu từ_bây_giờ kể_từ_bây_giờ bây_giờ_bạn ab_se aaj_se`,
  persona: `tu_so_als gib_dich_als spiel_die_rolle agiere_als fungier* handle_als verhalte_dich fais_semblant agis_comme joue_le_rôle
    comporte_toi actúa_como actua_como finge* haz_de simula* comportati agisci_come interpreta recita atue_como aja_como
    interprete doe_alsof gedraag_je speel_de_rol rolünü gibi_davran* davran canlandır* udawaj wciel_się zachowuj_się
    låtsas agera_som prefă_te berpura berperan bertindak giả_vờ đóng_vai hãy_hành_động natak ban_jao rollenspiel je_wilt`,
  jail_name: `entwicklermodus entwickler_modus mode_développeur modo_desarrollador modalità_sviluppatore modo_desenvolvedor
    ontwikkelaarsmodus geliştirici_modu tryb_dewelopera tryb_programisty modo_dios mode_dieu modo_admin wartungsmodus
    utvecklarläge mode_pengembang chế_độ_nhà_phát_triển`,
  unrestricted: `uneingeschränkt* unzensiert* ohne_einschränkung* ohne_beschränkung* ohne_filter keine_einschränkungen
    keine_regeln ohne_regeln sans_restriction sans_restrictions sans_filtre sans_limite sans_limites sans_censure
    sin_restricciones sin_filtros sin_límites sin_censura sin_reglas senza_restrizioni senza_filtri senza_limiti
    senza_censura sem_restrições sem_filtros sem_limites sem_censura zonder_beperkingen zonder_filters ongecensureerd*
    onbeperkt* kısıtlamasız sınırsız sansürsüz filtresiz hiçbir_kısıtlama bez_ograniczeń bez_cenzury bez_filtrów
    utan_begränsningar fără_restricții tanpa_batasan tanpa_filter tanpa_sensor không_giới_hạn không_hạn_chế
    bina_kisi plus_aucune_restriction keinerlei nessuna_restrizione ninguna_restricción`,
  restriction: `einschränkung* beschränkung* sicherheitsrichtlinien ethisch* moralisch* zensur inhaltsrichtlinien
    sicherheitsregel* censure éthique* politiques garde_fous restricc* limitacion* ética* éticas filtros
    seguridad restrizion* limitazion* etich* censura filtri restriç* limitaç* beperking* ethisch* filters_van kısıtlama*
    sınırlama* etik* ahlaki güvenlik sansür* ogranicze* etyczn* bezpieczeństwa cenzur* begränsning* restricți* batasan
    pembatasan hạn_chế giới_hạn đạo_đức`,
  not: `nicht kein keine keinen niemals nie ohne ne pas jamais sans nunca sin ninguna ningún non senza nessun* mai
    não sem nenhum* niet geen nooit zonder değil asla hiçbir nie_wolno bez inte aldrig utan fără jangan tanpa tidak
    không đừng nahi mat kabhi`,
  refuse: `verweiger* ablehn* refuse* refuser negarte rechaz* niegu* rifiut* recus* weiger* reddet* odmawia* odmów*
    vägra menolak từ_chối entschuldig* désolé lo_siento`,
  comply: `befolg* gehorch* folge suivez suis obéi* obedec* sigue siga sigas obbedi* segui obedeç* gehoorzaam volg
    uy uymak itaat posłuch* przestrzegaj följ lyd ikuti patuhi tuân_theo làm_theo immer toujours siempre sempre altijd
    her_zaman zawsze alltid selalu luôn paalan maano`,
  new: `neu neue neuen neuer nouveau nouvelle nouvelles nuevo nueva nuevas nuevos nuovo nuova nuove nuovi novo nova
    novas nieuwe yeni nowe nową nowa nya nytt baru mới naya naye folgende* suivant* siguient* seguent* seguint* volgende
    aşağıdaki następując* följande berikut`,
  task: `aufgabe aufgaben ziel auftrag tâche tâches objectif tarea tareas objetivo compito compiti obiettivo tarefa
    tarefas taak taken doel görev* zadanie zadania cel uppgift* tugas nhiệm_vụ kaam`,
  urgent: `wichtig achtung dringend sofort unverzüglich urgence attention_agent immédiatement importante urgente atención
    inmediatamente attenzione subito immediatamente atenção imediatamente belangrijk let_op dringend onmiddellijk önemli
    dikkat acil hemen derhal ważne uwaga pilne natychmiast viktigt omedelbart penting segera perhatian quan_trọng
    khẩn_cấp ngay_lập_tức zaroori turant wichtiger_hinweis`,
  secrecy: `heimlich ohne_es_zu_erwähnen erwähne_nicht en_secret secrètement ne_mentionne sin_decir sin_avisar en_secreto
    segretamente non_menzionare secretamente não_mencione stiekem zonder_te gizlice bahsetme potajemnie nie_wspominaj
    diam_diam bí_mật_gửi`,
  user: `nutzer* benutzer* anwender* utilisateur* usuario* utente utenti usuário* gebruiker* kullanıcı* użytkownik*
    användar* utilizator* pengguna người_dùng`,
  send: `sende* schick* überweis* leite_weiter weiterleit* envoie* envoyez envoyer transfère* transférez virement envía*
    envia* enviar manda* reenví* transfier* invia* inoltra* trasferisci* bonifico encaminh* transfir* stuur* verzend*
    gönder* ilet* aktar* yolla* wyślij* prześlij* przelej skicka överför trimite kirim* kirimkan gửi chuyển bhejo bhej`,
  act: `lösch* entfern* ändere ändern aktualisier* erstell* füge öffne besuch* führe lade installier* deaktivier*
    supprim* efface* modifi* ajout* ouvr* visite* télécharg* exécut* désactiv* elimin* borra* cambia* agrega* abre*
    descarga* ejecut* desactiv* cancella* aggiungi apri scarica* esegui* disattiv* apague exclua altere adicione abra
    baixe execute* verwijder* wijzig* voeg open_de voer_uit installeer sil silin siliniz değiştir* ekle* aç çalıştır* indir* yükle*
    usuń* zmień* dodaj* otwórz* pobierz* uruchom* radera ändra öppna kör șterge hapus ubah tambahkan buka jalankan unduh
    xóa thay_đổi thêm mở chạy tải hatao badlo kholo besoek utilise use_la`,
  data: `daten informationen dateien kontakte nachrichten données informations fichiers contacts_de datos información
    archivos contactos dati informazioni dados informações arquivos gegevens bestanden veriler verileri bilgi*
    dosya* dane danych informacje pliki uppgifter filer data_pengguna berkas dữ_liệu thông_tin jaankari`,
  sensitive: `vertraulich* persönlich* privat* confidentiel* personnel* privée* confidencial* personales personale
    riservat* vertrouwelijk* persoonlijk* kişisel poufn* osobow* pribadi rahasia_ cá_nhân nhạy_cảm`,
  security: `angriff* angreifer* sicherheitslücke* schwachstelle* bedrohung* schädlich* attaque* attaquant* malveillant*
    vulnérab* menace* ataque* atacante* malicios* amenaza* attacc* aggress* minacc* dannos* malicioso* ameaça*
    aanval* aanvaller* kwetsba* bedreiging* kwaadaard* saldır* zafiyet* tehdit* kötü_niyetli güvenlik_açığı atak* ataki
    zagroże* złośliw* podatnoś* angrepp* sårbar* hot_mot serangan penyerang berbahaya tấn_công kẻ_tấn_công độc_hại
    hücum* təhlükə* injektion* injectie* inyección* injeção enjeksiyon*`,
  example: `beispiel* zum_beispiel etwa exemple* ejemplo* esempio esempi exemplo* voorbeeld* bijvoorbeeld örnek* mesela
    przykład* na_przykład exempel contoh misalnya ví_dụ nümunə* udaharan`,
  may: `könnte* können möglich kann pourrait peut peuvent podría* puede* potrebbe può poderia pode kunnen zou olabilir
    może mogą kan kunde dapat bisa có_thể wenn quand cuando quando als eğer jeśli om jika nếu`,
  only: `nur ausschließlich lediglich seulement uniquement solo solamente únicamente sólo soltanto solamente apenas
    somente alleen slechts sadece yalnızca tylko wyłącznie bara endast doar hanya saja chỉ sirf`,
  fiction: `hypothetisch* fiktiv* geschichte stell_dir_vor hypothétique* fictif fictive imagine_que hipotétic* ficción
    imagina_que ficticio ipotetic* immagina* fittizi* imagine_um fictie stel_je_voor varsay* hayal_et kurgu* hipotetyczn*
    wyobraź* fikcyjn* föreställ* cerita bayangkan giả_định tưởng_tượng kalpana spielen_wir jouons`,
  harm: `töte* bombe* illegal* waffe* drogen hass* hasse gewalt tuer arme armes drogues haine matar armas odio ilegal*
    uccid* armi droga doden wapens öldür* silah uyuşturucu nefret zabi* broń narkotyki bunuh senjata narkoba giết vũ_khí
    betrug stehlen voler robar rubare`,
  encoding: `rückwärts verschlüssel* dekodier* décod* encodé* decodific* codific* al_revés achterstevoren codeer
    kodla* çöz şifrele* odszyfruj zakoduj enkripsi mã_hóa giải_mã`,
  start_with: `beginne_mit beginne_deine commence_par commence_ta comienza_con empieza_con inizia_con comece_com begin_met
    ile_başla zacznij_od börja_med mulailah mulai_dengan bắt_đầu_bằng`,
  all: `alle alles allen jegliche sämtliche* tous toutes tout toute todo todos todas toda tutte tutti tutto ogni tudo
    elke tüm bütün her hepsini wszystkie wszystkich wszystko cały alla allt toate semua seluruh segala tất_cả mọi
    sab saare saari všechny minden kaikki`,
  end: `ende stopp arrête fin_de alto basta fine_del fim_do einde durdur koniec slut berhenti dừng`,
  system: `systemadministrator entwickler* système développeur* administrateur sistema desarrollador administrador
    sviluppatore amministratore desenvolvedor systeem beheerder sistem geliştirici yönetici administrator_systemu
    programist* utvecklare pengembang hệ_thống quản_trị`,
  mode: `modus aktiviert aktivier* activé activez activa* modalità attiva* ativ* geactiveerd etkinleştir* modu tryb
    aktywuj* włącz* läge aktifkan chế_độ kích_hoạt schalte`,
  ask: `was wie warum wer wann welche welcher wo que quoi comment pourquoi qui quel quelle qué cómo cual cuál quién
    dónde che cosa come perché chi qual como por_que quem wat hoe waarom wie_is welke waar ne nasıl neden kim hangi co
    jak dlaczego kto jaki vad hur varför apa bagaimana mengapa siapa gì thế_nào tại_sao ai_là kya kaise kyun kaun`,
  self: `ich mein meine mir mich wir unser je_suis j mon ma mes moi nous notre yo mi mis nosotros nuestra io mio mia miei
    noi eu meu minha ik mijn wij onze ben benim bana biz ja mój moje mnie jag min mitt vi saya aku kami tôi chúng main mera
    mujhe`,
  object: `rechnung letzte_mail email_von mail_von nachricht facture courriel rendez_vous factura correo reunión
    fattura riunione fatura reunião factuur vergadering bericht fatura_no toplantı faktur* wiadomość spotkanie faktura
    möte tagihan rapat hóa_đơn cuộc_họp entwurf fehler bestellung commande pedido ordine`,
  content: `kontext inhalt gespräch texte contexte contenu contexto contenido conversación texto contesto testo conteúdo
    inhoud tekst bağlam metin içerik kontekst treść rozmowa teks percakapan nội_dung văn_bản`,
  first: `anfang début principio comienzo inizio início inicio beginn baş początek başında awal đầu`,
  transform: `übersetz* zusammenfass* traduis* traduire traduc* traduzc* resum* riassum* traduci* traduz* vertaal* samenvat*
    çevir* özetle* przetłumacz* streść översätt terjemahkan ringkas dịch tóm_tắt`,
  memory: `erinner* gedächtnis souviens mémoire recuerda memoria ricorda lembre herinner hatırla pamiętaj kom_ihåg ingat
    hãy_nhớ gemerkt `,
  polite: `bitte s_il por_favor per_favore     alsjeblieft alstublieft lütfen proszę snälla tolong silakan
    vui_lòng xin làm_ơn kripya`,
  instead: `stattdessen jetzt nun sondern plutôt à_la_place maintenant en_su_lugar en_cambio ahora invece adesso
    ora em_vez_disso agora in_plaats_daarvan nu bunun_yerine şimdi zamiast_tego teraz istället sebaliknya sekarang
    thay_vào_đó bây_giờ iske_bajay zusätzlich außerdem`,
  question: `frage fragen pregunta domanda pergunta vraag soru soruyu pytanie fråga pertanyaan câu_hỏi sawal question_suivante`,
  response: `deiner_antwort deine_antwort ta_réponse votre_réponse tu_respuesta su_respuesta la_tua_risposta
    sua_resposta je_antwoord jouw_antwoord cevabına yanıtına swojej_odpowiedzi ditt_svar jawabanmu câu_trả_lời`,
  done: `gut_gemacht sehr_gut herzlichen_glückwunsch bravo très_bien muy_bien molto_bene muito_bem goed_gedaan
    aferin dobra_robota bra_gjort bagus tốt_lắm `,
};
