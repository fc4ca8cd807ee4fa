/** What English attacks and their look-alikes are made of, by concept: words, `stem*`, and `phrases_of_words`. */

/** Order is meaning: the weights of the model are indexed by it. */
export const ENGLISH = {
  override: `ignore ignores ignoring ignored disregard* forget forgetting overrid* bypass* circumvent* neglect overlook
    discard set_aside pay_no_attention do_not_follow don_t_follow stop_following nevermind never_mind erase supersed*
    do_not_obey don_t_obey skip overwrite cancel_all scratch_that do_not_listen clear_your_memory`,
  prior: `previous* prior above earlier preceding before initial original existing foregoing past so_far preset
    predefined pre_existing current aforementioned hitherto last_message old`,
  instruction: `instruction* directive* command commands orders rules rule guideline* constraint* programming
    protocol protocols programmed directions behest stipulations standards regulations`,
  prompt: `prompt prompts preprompt metaprompt system_prompt system_prompts system_message system_instruction
    system_instructions pre_prompt meta_prompt initial_prompt developer_message custom_instructions hidden_prompt`,
  reveal: `reveal* leak leaks disclose* divulge* expose show_me tell_me display dump give_me print_out spell_out
    recite read_out read_back uncover confess spill spell what_is_your what_are_your what_was_your what_were_your
    what_is_the what_were_the what_was_the show_us`,
  say: `say print output respond reply answer write type echo repeat produce display_the state answering replying`,
  verbatim: `verbatim exactly word_for_word in_its_entirety entirety literally everything_above text_above
    words_above exact letter_by_letter character_by_character line_by_line as_is`,
  secret: `password passwords secret secrets passphrase passcode api_key api_keys access_code secret_key
    credential* token tokens private_key access_key ssn flag`,
  you: `you yourself`,
  your: `your yours`,
  ai: `ai chatgpt gpt gpt3 gpt4 chatbot chatbots bot language_model large_language_model llm llms claude gemini
    llama bard openai anthropic copilot bing siri assistant ai_model ai_assistant virtual_assistant ai_agent`,
  now_on: `from_now_on you_are_now now_you_are starting_now henceforth from_this_point from_this_moment you_re_now
    you_will_now now_act going_forward you_have_become you_are_about_to for_the_rest_of`,
  persona: `act_as pretend* roleplay* role_play* simulate simulating play_the_role play_the_part persona impersonate
    embody in_the_role_of take_on_the_role assume_the_role behave_as behave_like act_like emulate you_are_going_to_be
    alter_ego personality acting_as immerse`,
  jail_name: `do_anything_now jailbreak* jailbroken developer_mode god_mode debug_mode dev_mode
    admin_mode sudo_mode root_mode unrestricted_mode unleashed maintenance_mode chaos_mode evilbot devmode
    evil_mode opposite_mode anti_gpt basedgpt betterdan mongo`,
  unrestricted: `unrestricted uncensored unfiltered unlimited no_restrictions without_restrictions no_limits
    without_any_restrictions no_rules no_limitations without_limitations no_filter no_filters without_filters
    no_boundaries without_limits no_ethical no_moral amoral unethical immoral no_censorship without_censorship liberated
    unbound free_from freed broken_free no_longer_bound not_bound no_content_policy no_guidelines without_any
    no_safety any_restrictions do_anything lawless unconstrained anything_goes no_longer_restricted`,
  restriction: `restrict* limitation* filter filters filtering censor* ethic* moral* safety guardrail* safeguard*
    policy policies boundaries principles content_policy safety_guidelines content_filter alignment moderation
    terms_of_service usage_policies safety_measures safety_protocols ethical_guidelines taboo legality`,
  not: `not no never don_t without cannot won_t doesn_t isn_t nor can_t shouldn_t mustn_t do_not should_not must_not
    under_no_circumstances`,
  refuse: `refus* apolog* disclaimer* decline* denial warnings i_m_sorry i_cannot i_can_t as_an_ai sorry reject
    reject* moralize lecture`,
  comply: `comply compl* obey obeys follow must no_matter_what regardless fulfil fulfill adhere strictly at_all_costs
    always without_question without_hesitation without_exception submit`,
  new: `new updated real actual true revised superseding replacement additional extra following next another`,
  task: `task tasks goal goals objective objectives mission job assignment purpose request duty priority`,
  urgent: `important urgent urgently attention critical immediately emergency mandatory asap crucial essential
    alert notice importantly`,
  secrecy: `secretly without_telling without_informing don_t_mention do_not_mention do_not_tell don_t_tell hide
    hidden silently covertly never_mention do_not_inform do_not_reveal conceal confidentially quietly discreetly
    do_not_disclose without_notifying do_not_notify without_the_user don_t_reveal`,
  user: `user users human humans operator`,
  send: `send forward transfer email upload exfiltrate transmit wire pay share deliver post submit_the mail refund
    deposit cc dispatch`,
  act: `delete remove modify change update grant disable unlock create add schedule execute run install
    download buy order invite visit click access open invoke call use retrieve fetch find book make set search log
    reset activate register approve turn withdraw purchase manage adjust`,
  data: `data information emails contacts files records database conversation history inbox accounts documents
    address addresses passports transactions details`,
  sensitive: `sensitive private confidential personal medical bank financial saved payment credit_card genetic
    proprietary classified internal`,
  security: `attack attacks attacker attackers injection injections vulnerab* malicious threat threats adversar*
    mitigat* defend defens* detect* security exploit* owasp red_team red_teaming untrusted sanitiz* sanitis*
    phishing xss csrf risk risks jailbreaking prompt_injection prompt_injections secure validation`,
  example: `example examples instance e_g such_as sample demonstrat* illustrat* like_this scenario_where
    looks_like might_say tries_to try_to attempts_to consists_of called known_as refers_to`,
  may: `may might could would can should typically usually often when if`,
  only: `only just solely nothing_else simply merely nothing_but`,
  fiction: `hypothetical* fiction* novel theoretically game screenplay educational_purposes research_purposes
    imagine parallel_universe alternate alternative_universe in_a_world dream thought_experiment movie script
    academic_purposes purely_fictional testing_purposes grandmother`,
  harm: `kill bomb bombs hack hacking hate illegal weapon weapons drugs meth malware explosive* steal murder nsfw
    explicit sexual suicide violence violent racist keylogger ransomware curse swear profanity insult offensive
    obscene pwned harmful dangerous unsafe toxic`,
  encoding: `base64 rot13 leetspeak morse hexadecimal hex cipher decode decoded decoding encode encoded binary
    backwards pig_latin caesar ascii unicode obfuscat* decrypt encrypted leet reversed anagram`,
  start_with: `begin_with start_with start_your begin_your beginning_with starting_with sure_here here_is
    affirmative_response prefix sure_thing absolutely_here begin_by start_by begins_with starts_with revert`,
  in_character: `stay_in_character break_character in_character out_of_character breaking_character stay_a
    stay_as remain_in_character never_break`,
  all: `all any every everything whole entire anything each both`,
  end: `end stop ends end_of begin begins start_of terminate finish conclude exit quit closed`,
  system: `system developer admin administrator root sudo authorized superuser privileged clearance ceo creator
    kernel shell console authorization level`,
  mode: `mode enabled activated activate enable engaged switch initiate initialize boot unlocked entering enter
    override_code granted`,
  ask: `what how why who when_did where which whose is_it are_there could_you can_you would_you do_you`,
  self: `i my me we our us mine myself`,
  object: `invoice ticket message comment meeting draft version error warning log test exception whitespace case line
    column email_below attachment letter order_number typo calendar note notes spam reminder agenda recipe alarm`,
  content: `context text document content messages words sentence paragraph passage article input section page
    chat conversation_history query dialogue`,
  first: `beginning start first top very_first opening`,
  transform: `translate summarize summarise rewrite rephrase convert paraphrase encode_your reverse spellcheck
    transform repeat_back copy paste copy_paste format markdown code_block`,
  memory: `remember memorize memorise memory keep_in_mind recall persist store`,
  training: `training trained train dataset weights fine_tuned knowledge_cutoff parameters`,
  polite: `please kindly pls plz`,
  instead: `instead rather now then afterwards after_that but_first beforehand simultaneously alongside
    additionally also in_addition besides`,
  question: `question questions answer_the following_question solve`,
  role_word: `expert professional specialist consultant teacher engineer analyst advisor writer coach generator
    translator interviewer therapist designer tutor lawyer manager architect`,
  tool: `tool tools function functions plugin api endpoint browser search_tool server_tool mcp`,
  address: `http https www url link website webpage mailto iban wallet gmail`,
  unseen: `display_none font_size_0 visibility_hidden color_white color_fff aria_hidden opacity_0 invisible`,
  response: `your_response your_answer your_reply your_output your_responses your_answers your_summary the_response
    final_answer final_response in_the_answer my_response`,
  done: `completed done well_done good_job congratulations great_job finished accomplished 
    excellent very_good very_well ok okay alright`,
} as const satisfies Readonly<Record<string, string>>;
