/** Words around names: of companies, streets and professions, and what announces a name. */

/** Endings of companies' names by their legal form (ISO 20275 entity legal forms, the common ones). */
export const LEGAL_FORMS = `Inc Incorporated LLC LLP LP Ltd Limited PLC Corp Corporation Co Company GmbH AG KG OHG UG SE eG SA SAS SARL SASU SpA Srl
  SL SLU Ltda BV NV AB AS ASA ApS Oy Oyj Kft Zrt Sro Doo OOO ZAO Pty Pte Bhd KK LLLP PC PLLC`;

/** Words that names of organisations are made with. */
export const ORGANIZATION_WORDS = `Group Groups Holdings Holding Partners Associates Consulting Solutions Systems Technologies Technology Services
  Industries International Enterprises Ventures Capital Financial Bank Insurance Labs Laboratories Media Networks Network Software Studios
  Foundation Institute University College School Academy Hospital Clinic Agency Bureau Ministry Department Committee Commission Council
  Association Society Union Trust Fund Church Club Airlines Airways Motors Energy Pharmaceuticals Electronics Logistics Analytics Research
  Advisors Securities Properties Realty Brothers Sons Press Publishing Records Entertainment Foods Brands Stores Markets Express Health
  Healthcare Medical Center Centre Alliance Federation Authority Corporation Digital Data Design Report Reports Search Review App Apps
  Universität Université Universidad Università Hochschule Bundesbank Sparkasse Stiftung Verein Stadtwerke Banque Assurance Société Banco
  Seguros Fundación Banca Assicurazioni Maintenance Ratings Agency Communications Telecom Semiconductor Aerospace Biotech Robotics`;

export const COMPANIES = `Google Microsoft Apple Amazon Facebook Meta Netflix Tesla Intel Nvidia Oracle IBM Cisco Adobe Salesforce SAP Siemens Bosch
  Volkswagen BMW Daimler Mercedes Porsche Audi Allianz Bayer BASF Lufthansa Adidas Puma Deutsche-Bank Commerzbank Renault Peugeot Citroën
  Airbus Boeing Danone Nestlé Nestle Novartis Roche Unilever Shell BP Total TotalEnergies Carrefour Auchan LVMH Orange Vodafone Telefónica
  Santander BBVA Inditex Zara Fiat Ferrari Eni Enel Barilla Philips Heineken ING Ericsson Volvo IKEA Spotify Nokia Maersk Lego Novo-Nordisk
  Equinor Toyota Honda Nissan Sony Panasonic Toshiba Hitachi Mitsubishi Nintendo Canon Samsung Hyundai Kia LG Huawei Xiaomi Alibaba Tencent
  Baidu ByteDance Lenovo Infosys Wipro Tata Reliance Walmart Target Costco Starbucks Pepsi PepsiCo Nike Ford Chevrolet Chrysler Pfizer
  Moderna Johnson Goldman-Sachs Morgan-Stanley JPMorgan Citigroup Citibank Barclays HSBC Lloyds Visa Mastercard PayPal Uber Lyft Airbnb
  Twitter LinkedIn Reddit Dropbox Slack Zoom GitHub GitLab OpenAI Anthropic Deloitte KPMG Accenture McKinsey PwC Bloomberg Reuters Disney
  Warner Paramount Comcast Verizon Boeing Lockheed Raytheon Halliburton ExxonMobil Chevron Caterpillar FedEx UPS DHL Marriott Hilton
  Nasdaq UNESCO UNICEF NATO NASA FBI CIA NSA WHO WTO IMF OECD Interpol Greenpeace Amnesty`;

/** Kinds of streets, as whole words. */
export const STREET_WORDS = `Street St Road Rd Avenue Ave Av Boulevard Blvd Lane Ln Drive Dr Court Ct Place Pl Square Sq Terrace Way Highway Hwy
  Parkway Pkwy Circle Close Crescent Gardens Grove Mews Row Walk Alley Loop Trail Pike Plaza Quay Hill Rue Allée Chemin Impasse Quai Cours
  Place Route Passage Calle Avenida Avda Paseo Plaza Camino Carretera Ronda C Via Viale Piazza Corso Vicolo Largo Strada Piazzale Rua
  Travessa Praça Alameda Rodovia Straße Strasse Str Weg Allee Platz Gasse Ring Damm Ufer Am Straat Laan Plein Gracht Kade Dreef Ulica Ul
  Aleja Plac Ulice Náměstí Utca Út Tér U Vej Gade Gata Gatan Väg Vägen Veien Gate Katu Tie Kuja Sokak Sokağı Cadde Caddesi Mahallesi Bulvarı
  Ulitsa Prospekt Jalan Marg Nagar Box`;
/** Endings of words that name a street: `Bahnhofstraße`, `Storgatan`. */
export const STREET_ENDINGS = `straße strasse str weg allee platz gasse damm ring ufer steig straat laan weg plein gracht kade dreef gatan gata vägen
  väg veien vegen vej gade gate stræti götu vegur katu tie kuja polku utca ulica caddesi sokak steenweg stræde bakken torv`;
/** Parts of an address inside a building. */
export const UNIT_WORDS = `Apt Apartment Suite Ste Unit Floor Flat Room Box PSC APO FPO DPO PO Building Bldg Etage Wohnung Piso Planta Interno Bus Lok
  Lakás Emelet Byt Lejlighed Daire Kat`;
export const ADDRESS_CUES = `address addresses adresse adres dirección indirizzo endereço anschrift ship shipping send sent deliver delivered delivery
  mail mailed street corner located reside resides residing taxi meet return home`;
export const STATES = `AL AK AZ AR CA CO CT DE FL GA HI ID IL IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT
  VT VA WA WV WI WY DC PR AE AA AP NSW QLD VIC TAS ON QC BC AB MB SK NS`;

/** What stands before the name of a person, and is part of how one is addressed. */
export const HONORIFICS = `Mr Mrs Ms Miss Mister Madam Dr Prof Professor Sir Lady Lord Dame Rev Reverend Father Sister Brother Captain Capt Colonel
  Sergeant Herr Frau Hr Fr Monsieur Madame Mademoiselle M Mme Mlle Señor Señora Señorita Sr Sra Srta Don Doña Signor Signora Signorina Sig
  Dott Senhor Senhora Dona Dom Meneer Mevrouw Mevr Mr Bay Bayan Pan Pani Shri Shrimati Smt Kumari Sri Datuk Tuan Puan President Queen King
  Prince Princess Judge Senator Governor`;
export const PARTICLES = `de da do dos das del della di du des la le van von der den ten ter zu zum vom bin ibn al el abu bint af av y e St Mac Mc O D ben`;
export const PERSON_CUES = `name named call called names mother father brother sister son daughter wife husband friend partner friends aunt uncle cousin
  boss colleague manager doctor teacher author singer actor actress producer director assistant guitarist drummer writer poet user customer
  patient client employee contact attn dear hi hello hey hallo bonjour hola ciao sincerely regards signed by heiße heiße heisst appelle
  llamo chiamo chamo naam isim adım met maiden beneficiary guardian sender recipient account holder cc`;
export const PLACE_CUES = `in from to at near visit visited visiting moved move moving live lives lived living born travel traveled travelled trip fly flew
  city town village country capital located based outside around across grew up aus nach à en desde hasta vive da naar uit vers`;
export const ORGANIZATION_CUES = `at for with by company employer works worked working work joined hired founded firm startup ceo cto cfo founder
  employee office offices headquarters acquired subsidiary client customer vendor bank bei chez`;
export const SPEECH = `said says say asked told replied shouted whispered explained added wrote writes met married loves likes knows sings sang plays
  played lives works thinks thought claims explained points listed spent speaks will and is was has had`;

/** Professions, in their last word. */
export const PROFESSIONS = `engineer manager teacher nurse doctor surgeon technician clerk operator analyst designer developer administrator coordinator
  consultant accountant assistant attorney lawyer architect artist chef cook driver editor electrician farmer firefighter guard inspector
  instructor journalist laborer librarian machinist mechanic musician officer painter pharmacist photographer physician pilot plumber
  producer programmer psychologist receptionist representative researcher salesperson scientist secretary specialist supervisor surveyor
  tailor therapist trainer translator tutor veterinarian waiter waitress welder worker writer cashier installer repairer technologist
  drafter dentist economist biologist chemist physicist statistician publicist broker agent auditor buyer planner recruiter strategist
  tender lineman janitor housekeeper barber hairdresser baker butcher carpenter counselor director president dispatcher estimator
  examiner fabricator forester geologist historian interpreter investigator maker paralegal paramedic conductor announcer`;
export const PROFESSION_STARTS = `senior junior chief lead head assistant deputy software civil mechanical electrical chemical industrial registered medical
  dental legal marketing sales financial executive administrative human resources customer service data systems network security project
  product account operations quality construction surgical railroad equipment machine training`;

/** The little words that sentences are made with, in languages whose common nouns have no capitals. */
export const FUNCTION_WORDS = `the a an of to in and or that this these those it he she they we you i is was are were be been has have had do does did will
  would can could should may might must not with for from by at on as if when while who whom which what where how why than then so but because
  about into over after before between during since until my your his her its our their me him them us there here
  le la les un une des du de et ou que qui est dans pour par sur avec pas ce cette son sa ses au aux nous vous ils elle je tu
  el los las una unos y o en por con para como su sus del al se es lo más pero no
  il lo gli i di e che non per con una della dei nel alla è sono
  os um uma do da dos das em no na por com para que não se é
  het een en van voor met op aan dat niet zijn wordt door bij
  och att som på av för inte är med till og ikke til med`;

/** Names of technology, which are names of nobody. */
export const TECHNOLOGY = `JSON XML HTML CSS HTTP HTTPS URL URI API APIs SQL NoSQL TypeScript JavaScript Python Java Kotlin Scala Rust Go Golang Ruby Perl PHP
  Swift Dart Elixir Erlang Haskell Clojure Julia Lua Matlab Fortran Cobol Node Deno Bun React Angular Vue Svelte Next Nuxt Remix Gatsby Astro
  Vite Webpack Rollup Babel ESLint Prettier Jest Vitest Mocha Cypress Playwright Selenium Puppeteer Django Flask FastAPI Rails Laravel Symfony
  Spring Hibernate Express Fastify Nest Docker Kubernetes Helm Terraform Ansible Puppet Chef Jenkins Travis CircleCI ArgoCD Istio Envoy Nginx
  Apache Tomcat Linux Ubuntu Debian Fedora CentOS Alpine Arch Windows macOS Unix BSD Git GitHub GitLab Bitbucket Mercurial Subversion
  PostgreSQL Postgres MySQL MariaDB SQLite Oracle MongoDB Redis Memcached Cassandra DynamoDB Firestore Supabase Firebase Kafka RabbitMQ
  NATS Celery Spark Hadoop Flink Airflow Snowflake Databricks BigQuery Redshift Elasticsearch Kibana Logstash Grafana Prometheus Jaeger
  OpenTelemetry Datadog Sentry Vercel Netlify Heroku Cloudflare Lambda Azure AWS GCP EC2 S3 Markdown YAML TOML PDF CSV UTF Unicode ASCII RFC
  TCP UDP IP DNS TLS SSL SSH FTP SMTP IMAP OAuth OIDC SAML JWT SHA AES RSA HMAC CPU GPU TPU RAM SSD USB LLM LLMs GPT Claude Gemini Llama
  Mistral Copilot ChatGPT DALL NLP AI ML RAG CI CD SDK CLI GUI IDE OS VM WebSocket WebSockets REST RESTful GraphQL gRPC Protobuf npm Yarn Bash
  Zsh PowerShell Excel Word Outlook PowerPoint Android iOS Chrome Firefox Safari Edge Opera Chromium WebKit Blink Electron Flutter Xcode
  Gradle Maven Cargo Pip Conda Jupyter NumPy Pandas PyTorch TensorFlow Keras OpenCV Scikit Matplotlib HuggingFace LangChain Ollama Whisper
  Prisma Drizzle Sequelize Mongoose Redux Zustand Zod Tailwind Bootstrap Sass Storybook Figma Sketch Photoshop Illustrator Blender Unity
  Unreal Godot Bluetooth WiFi Ethernet Arduino Raspberry Boolean Integer String Array Object Promise Map Set Null True False None FAQ README
  ATM PIN ID DNA RNA COVID HIV UV TV DVD CEO CTO HR VAT IBAN SWIFT SSN Zapier Stripe Twilio Shopify WordPress Drupal Joomla Jira Confluence
  Trello Asana Notion Slack Discord Telegram WhatsApp Zoom Teams Bitcoin Ethereum Solidity Wikipedia StackOverflow Vim Emacs Neovim
  IntelliJ PyCharm VSCode Eclipse Cursor Makefile Dockerfile LaTeX Regex Cron Webhook Webhooks Middleware Backend Frontend Callback Async
  Christmas Easter Bible Internet English French German Spanish Italian Chinese Japanese Arabic Portuguese Russian Turkish Dutch Polish Hindi
  American European British Christian Muslim Jewish Roman Greek Latin Asian African Indian Canadian Australian Mexican`;
