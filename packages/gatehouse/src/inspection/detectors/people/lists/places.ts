/** Countries, regions and cities of the world; a hyphen joins the words of one name. */

export const COUNTRIES = `Afghanistan Albania Algeria Andorra Angola Antigua-and-Barbuda Argentina Armenia Australia Austria Azerbaijan Bahamas
  Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia-and-Herzegovina Botswana Brazil Brunei Bulgaria
  Burkina-Faso Burundi Cambodia Cameroon Canada Cape-Verde Cabo-Verde Chad Chile China Colombia Comoros Congo Democratic-Republic-of-the-Congo
  Costa-Rica Croatia Cuba Cyprus Czechia Czech-Republic Denmark Djibouti Dominica Dominican-Republic East-Timor Ecuador Egypt El-Salvador
  Equatorial-Guinea Eritrea Estonia Eswatini Swaziland Ethiopia Fiji Finland France Gabon Gambia Georgia Germany Ghana Greece Grenada
  Guatemala Guinea Guinea-Bissau Guyana Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Ivory-Coast Jamaica
  Japan Jordan Kazakhstan Kenya Kiribati Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania
  Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta Marshall-Islands Mauritania Mauritius Mexico Micronesia Moldova Monaco
  Mongolia Montenegro Morocco Mozambique Myanmar Burma Namibia Nauru Nepal Netherlands New-Zealand Nicaragua Niger Nigeria North-Korea
  North-Macedonia Norway Oman Pakistan Palau Palestine Panama Papua-New-Guinea Paraguay Peru Philippines Poland Portugal Qatar Romania
  Russia Rwanda Saint-Kitts-and-Nevis Saint-Lucia Saint-Vincent Samoa San-Marino Saudi-Arabia Senegal Serbia Seychelles Sierra-Leone
  Singapore Slovakia Slovenia Solomon-Islands Somalia South-Africa South-Korea South-Sudan Spain Sri-Lanka Sudan Suriname Sweden
  Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga Trinidad-and-Tobago Tunisia Turkey Turkmenistan Tuvalu Uganda Ukraine
  United-Arab-Emirates United-Kingdom United-States United-States-of-America Uruguay Uzbekistan Vanuatu Vatican Venezuela Vietnam Yemen
  Zambia Zimbabwe England Scotland Wales Northern-Ireland Britain Great-Britain Greenland Faroe-Islands Puerto-Rico Hong-Kong Macau
  Gibraltar Bermuda Aruba Curaçao Guadeloupe Martinique Réunion Mayotte New-Caledonia French-Polynesia Guam Tibet Korea Holland Europe
  Asia Africa America Åland-Islands Isle-of-Man Cayman-Islands Cook-Islands Falkland-Islands Virgin-Islands American-Samoa
  Deutschland Österreich Schweiz Frankreich Italien Spanien Polen Türkei Niederlande Belgien España Francia Alemania Italia Brasil
  México Perú Argentina Allemagne Espagne Italie Suisse Belgique Royaume-Uni Pays-Bas Sverige Norge Danmark Suomi Polska Türkiye Nederland
  USA UK UAE`;

export const REGIONS = `Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa
  Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New-Hampshire
  New-Jersey New-Mexico North-Carolina North-Dakota Ohio Oklahoma Oregon Pennsylvania Rhode-Island South-Carolina South-Dakota Tennessee
  Texas Utah Vermont Virginia West-Virginia Wisconsin Wyoming Ontario Quebec Québec Alberta Manitoba Saskatchewan Nova-Scotia
  British-Columbia New-Brunswick Newfoundland Yukon Queensland Tasmania Victoria New-South-Wales Bavaria Bayern Saxony Sachsen Hessen
  Brandenburg Thüringen Catalonia Cataluña Andalusia Andalucía Galicia Tuscany Toscana Lombardy Lombardia Sicily Sicilia Sardinia
  Piemonte Veneto Provence Normandy Normandie Brittany Bretagne Bourgogne Alsace Flanders Wallonia Crete Silesia Moravia Bohemia
  Transylvania Crimea Siberia Punjab Kerala Gujarat Maharashtra Karnataka Tamil-Nadu Bihar Rajasthan Assam Goa Bengal Sindh Kashmir
  Hokkaido Kyushu Okinawa Sichuan Guangdong Hunan Hubei Yunnan Fujian Jiangsu Zhejiang Shandong Henan Java Sumatra Bali Borneo Luzon
  Mindanao Kent Surrey Sussex Essex Devon Cornwall Dorset Somerset Norfolk Suffolk Yorkshire Lancashire Cheshire Hampshire Wiltshire
  Gauteng Limpopo KwaZulu Jalisco Oaxaca Chiapas Yucatán Patagonia Bahia Paraná Minas-Gerais Antioquia Normandie Corsica Tirol Kärnten
  Steiermark Zeeland Friesland Limburg Brabant Gelderland Utrecht Scania Skåne Lapland Jutland`;

export const CITIES = [
  `London Birmingham Manchester Liverpool Leeds Sheffield Bristol Newcastle Nottingham Leicester Edinburgh Glasgow Cardiff Belfast Aberdeen
  Dundee Swansea Oxford Cambridge Brighton Southampton Portsmouth Plymouth Exeter Norwich Coventry York Bath Derby Reading Wolverhampton
  Sunderland Hull Stoke Canterbury Winchester Salisbury Gloucester Cheltenham Ipswich Colchester Luton Swindon Bournemouth
  Dublin Cork Galway Limerick Waterford New-York Los-Angeles Chicago Houston Phoenix Philadelphia San-Antonio San-Diego Dallas San-Jose
  Austin Jacksonville Fort-Worth Columbus Charlotte San-Francisco Indianapolis Seattle Denver Boston El-Paso Nashville Detroit
  Oklahoma-City Portland Las-Vegas Memphis Louisville Baltimore Milwaukee Albuquerque Tucson Fresno Sacramento Kansas-City Mesa Atlanta
  Omaha Colorado-Springs Raleigh Miami Long-Beach Virginia-Beach Oakland Minneapolis Tulsa Tampa Arlington New-Orleans Wichita Cleveland
  Bakersfield Aurora Anaheim Honolulu Santa-Ana Riverside Corpus-Christi Lexington Stockton Henderson Saint-Paul St-Louis Cincinnati
  Pittsburgh Greensboro Anchorage Plano Lincoln Orlando Irvine Newark Toledo Durham Chula-Vista Fort-Wayne Jersey-City Buffalo Madison
  Scottsdale Reno Norfolk Richmond Spokane Boise Baton-Rouge Tacoma Des-Moines Salt-Lake-City Little-Rock Springfield Burlington
  Toronto Montreal Montréal Vancouver Calgary Edmonton Ottawa Winnipeg Québec Hamilton Kitchener Halifax Victoria Saskatoon Regina
  Kelowna Sydney Melbourne Brisbane Perth Adelaide Canberra Hobart Darwin Newcastle Geelong Townsville Cairns Auckland
  Wellington Christchurch Hamilton Dunedin Tauranga Manhattan Brooklyn Queens Bronx Hollywood Silicon-Valley Palo-Alto
  Mountain-View Redmond Cupertino Washington Savannah Charleston Albany Ithaca Providence Hartford`,
  `Berlin Hamburg München Munich Köln Cologne Frankfurt Stuttgart Düsseldorf Leipzig Dortmund Essen Bremen Dresden Hannover Nürnberg
  Duisburg Bochum Wuppertal Bielefeld Bonn Münster Karlsruhe Mannheim Augsburg Wiesbaden Mönchengladbach Gelsenkirchen Aachen Kiel
  Braunschweig Chemnitz Magdeburg Freiburg Krefeld Mainz Lübeck Erfurt Oberhausen Rostock Kassel Potsdam Heidelberg Regensburg Würzburg
  Ulm Göttingen Wien Vienna Graz Linz Salzburg Innsbruck Klagenfurt Villach Zürich Zurich Genf Geneva Genève Basel Bern Lausanne
  Luzern Lugano Winterthur Sankt-Gallen Amsterdam Rotterdam Den-Haag Utrecht Eindhoven Groningen Tilburg Almere Breda Nijmegen Apeldoorn
  Haarlem Arnhem Enschede Delft Leiden Maastricht Zwolle Brussels Bruxelles Brussel Antwerpen Antwerp Gent Ghent Brugge Bruges
  Leuven Liège Namur Charleroi Mons Luxembourg Paris Marseille Lyon Toulouse Nice Nantes Strasbourg Montpellier Bordeaux Lille Rennes
  Reims Toulon Grenoble Dijon Angers Nîmes Villeurbanne Clermont-Ferrand Le-Mans Aix-en-Provence Brest Tours Amiens Limoges Metz
  Besançon Orléans Rouen Mulhouse Caen Nancy Saint-Denis Argenteuil Montreuil Avignon Poitiers Versailles Cannes Antibes Pau   Madrid Barcelona Valencia Sevilla Seville Zaragoza Málaga Murcia Palma Bilbao Alicante Córdoba Valladolid Vigo Gijón Granada Elche
  Oviedo Badalona Cartagena Pamplona Almería San-Sebastián Burgos Salamanca Santander Toledo Cádiz Lisboa Lisbon Porto Braga Coimbra Faro
  Funchal Setúbal Aveiro Évora Roma Rome Milano Milan Napoli Naples Torino Turin Palermo Genova Genoa Bologna Firenze Florence
  Bari Catania Venezia Venice Verona Messina Padova Trieste Brescia Parma Taranto Prato Modena Reggio Calabria Livorno Cagliari Foggia
  Ravenna Rimini Salerno Ferrara Sassari Siracusa Pescara Bergamo Pisa Siena Perugia Lecce Como Lucca`,
  `Stockholm Göteborg Gothenburg Malmö Uppsala Västerås Örebro Linköping Helsingborg Jönköping Norrköping Lund Umeå Gävle Borås Sundsvall
  Luleå Kiruna Copenhagen København Aarhus Odense Aalborg Esbjerg Randers Kolding Horsens Oslo Bergen Trondheim Stavanger Tromsø
  Drammen Kristiansand Bodø Helsinki Espoo Tampere Vantaa Oulu Turku Jyväskylä Lahti Kuopio Rovaniemi Reykjavík Reykjavik Akureyri
  Tallinn Tartu Riga Vilnius Kaunas Warszawa Warsaw Kraków Krakow Łódź Wrocław Poznań Gdańsk Szczecin Bydgoszcz Lublin Katowice Białystok
  Gdynia Częstochowa Radom Toruń Praha Prague Brno Ostrava Plzeň Olomouc Liberec Pardubice Bratislava Košice Žilina Nitra Budapest
  Debrecen Szeged Miskolc Pécs Győr Kecskemét Zagreb Split Rijeka Osijek Zadar Dubrovnik Ljubljana Maribor Celje Kranj   Belgrade Beograd Novi-Sad Niš Sarajevo Mostar Skopje Podgorica Tirana Pristina Sofia Plovdiv Varna Burgas Bucharest București
  Cluj-Napoca Timișoara Iași Constanța Brașov Athens Athina Thessaloniki Patras Heraklion Larissa Nicosia Limassol Valletta Chisinau
  Kyiv Kiev Kharkiv Odesa Odessa Dnipro Lviv Minsk Moscow Moskva Saint-Petersburg Novosibirsk Yekaterinburg Kazan Samara Omsk Rostov
  Ufa Krasnoyarsk Perm Voronezh Volgograd Grozny Sochi Vladivostok Tbilisi Batumi Yerevan Baku Astana Almaty Tashkent Samarkand Bishkek
  Dushanbe Ashgabat Istanbul İstanbul Ankara İzmir Izmir Bursa Adana Gaziantep Konya Antalya Kayseri Mersin Diyarbakır Eskişehir Trabzon`,
  `Tehran Isfahan Shiraz Tabriz Mashhad Baghdad Basra Mosul Erbil Damascus Aleppo Homs Beirut Tripoli Amman Jerusalem Tel-Aviv Haifa
  Eilat Gaza Ramallah Hebron Riyadh Jeddah Mecca Medina Dammam Doha Dubai Abu-Dhabi Sharjah Muscat Manama Kuwait-City Sanaa Aden Cairo
  Alexandria Giza Luxor Aswan Khartoum Tunis Sfax Algiers Oran Casablanca Rabat Marrakech Marrakesh Fez Tangier Agadir Nouakchott Dakar
  Bamako Conakry Freetown Monrovia Abidjan Accra Kumasi Lomé Cotonou Lagos Abuja Kano Ibadan Port-Harcourt Enugu Kaduna Douala Yaoundé
  Libreville Kinshasa Brazzaville Luanda Lusaka Harare Bulawayo Maputo Gaborone Windhoek Johannesburg Pretoria Cape-Town Durban Bloemfontein
  Soweto Port-Elizabeth Nairobi Mombasa Kisumu Kampala Entebbe Kigali Bujumbura Dodoma Dar-es-Salaam Zanzibar Arusha Addis-Ababa Asmara
  Mogadishu Djibouti Antananarivo Mumbai Bombay Delhi New-Delhi Bangalore Bengaluru Hyderabad Ahmedabad Chennai Madras Kolkata Calcutta
  Surat Pune Jaipur Lucknow Kanpur Nagpur Indore Thane Bhopal Visakhapatnam Patna Vadodara Ghaziabad Ludhiana Agra Nashik Faridabad Meerut
  Rajkot Varanasi Srinagar Amritsar Chandigarh Guwahati Kochi Mysore Coimbatore Noida Gurgaon Gurugram Karachi Lahore Islamabad Faisalabad
  Rawalpindi Multan Peshawar Quetta Dhaka Chittagong Khulna Sylhet Colombo Kandy Kathmandu Pokhara Thimphu Kabul Kandahar Herat Male`,
  `Beijing Shanghai Guangzhou Shenzhen Chengdu Chongqing Tianjin Wuhan Hangzhou Nanjing Xian Suzhou Qingdao Dalian Harbin Shenyang Xiamen
  Kunming Changsha Zhengzhou Jinan Ningbo Foshan Dongguan Fuzhou Guiyang Lhasa Urumqi Kowloon Taipei Kaohsiung Taichung Tainan Tokyo Osaka
  Kyoto Yokohama Nagoya Sapporo Kobe Fukuoka Kawasaki Hiroshima Sendai Kitakyushu Chiba Sakai Niigata Hamamatsu Kumamoto Okayama Shizuoka
  Kagoshima Kanazawa Nagasaki Nara Naha Matsuyama Seoul Busan Incheon Daegu Daejeon Gwangju Suwon Ulsan Jeju Pyongyang Ulaanbaatar Hanoi
  Saigon Ho-Chi-Minh-City Da-Nang Hue Haiphong Can-Tho Bangkok Chiang-Mai Phuket Pattaya Vientiane Phnom-Penh Siem-Reap Yangon Mandalay
  Naypyidaw Kuala-Lumpur Penang Johor-Bahru Ipoh Malacca Jakarta Surabaya Bandung Medan Semarang Makassar Yogyakarta Denpasar Manila
  Quezon-City Cebu Davao Makati Taguig Baguio Iloilo Port-Moresby Suva Nouméa Papeete Apia Honiara Mexico-City Guadalajara Monterrey Puebla
  Tijuana Ciudad-Juárez Cancún Mérida Querétaro Guatemala-City San-Salvador Tegucigalpa Managua Panama-City Havana Santo-Domingo San-Juan
  Kingston Nassau Port-au-Prince Bogotá Medellín Cali Barranquilla Cartagena Caracas Maracaibo Quito Guayaquil Lima Arequipa Cusco La-Paz
  Santa-Cruz Asunción Santiago Valparaíso Concepción Buenos-Aires Córdoba Rosario Mendoza Mar-del-Plata Montevideo Salto São-Paulo
  Rio-de-Janeiro Brasília Salvador Fortaleza Belo-Horizonte Manaus Curitiba Recife Porto-Alegre Belém Goiânia Campinas Florianópolis
  Natal Cuiabá Santos `,
  // Many languages, further ones
  `Aalst Aarau Abilene Acapulco Ajaccio Akron Aktobe Albacete Alençon Alessandria Alkmaar Allentown Altoona Amarillo Amersfoort Ancona
  Annapolis Annecy Antofagasta Arezzo Arhus Arras Aschaffenburg Ascoli Asheville Assen Asti Augusta Ávila Avellino Bacolod Badajoz
  Bamberg Banbury Bangor Barnsley Barquisimeto Basildon Bayreuth Beaumont Bedford Bellevue Benevento Berkeley Biel Billings Blackburn
  Blackpool Bloomington Bolton Bolzano Bottrop Boulder Bradford Bremerhaven Bridgeport Brindisi Bryan Bucaramanga Burnley Cáceres
  Calais Caltanissetta Campobasso Canton Carlisle Carlsbad Carrara Caserta Castellón Catanzaro Cedar-Rapids Chambéry Chandler Chartres
  Chattanooga Chelmsford Cherbourg Chesapeake Chester Chesterfield Cheyenne Chiclayo Chihuahua Clearwater Coburg Colmar Concord Cosenza
  Cottbus Cracow Cremona Crewe Croydon Cuenca Culiacán Cúcuta Darlington Darmstadt Davenport Dayton Daytona Derry Dessau Doncaster
  Dordrecht Douai Duluth Dunkirk Durango Düren Eastbourne Emden Empoli Erlangen Esslingen Eugene Evansville Falkirk Fargo Fayetteville
  Flagstaff Flensburg Flint Fontana Forlì Fredericton Fremont Fresnillo Friedrichshafen Fürth Gateshead Girona Gliwice Görlitz Gouda
  Grand-Rapids Greenville Grimsby Guarulhos Guelph Guildford Haderslev Hagen Halle Halmstad Hameln Hamm Hampton Hanau Hanover
  Harrisburg Harrogate Hartlepool Hasselt Hastings Heerlen Heilbronn Helmond Helsingør Hereford Hermosillo Herning Hialeah Hildesheim
  Hilversum Hoorn Hove Huddersfield Huelva Huesca Huntington Huntsville Ibagué Imola Ingolstadt Inverness Iquique Irving Islington Jaén
  Jena João-Pessoa Joplin Juneau Kaiserslautern Kalamazoo Kalmar Karlskrona Karlstad Kielce Kilkenny Kilmarnock Kirkcaldy Knoxville
  Koblenz Konstanz Kortrijk Lafayette La-Coruña La-Spezia Lakeland Lancaster Lansing Laredo La-Rochelle Las-Palmas Laval Lecco
  Leeuwarden Le-Havre Lens León Leverkusen Lichfield Liepāja Lleida Logroño Londrina Longueuil Lorient Lowell Lubbock Lucerne
  Ludwigsburg Ludwigshafen Lüneburg Macerata Macon Maidstone Malaga Manizales Mantua Marbella Marburg Maringá Markham Matera Mazatlán
  Mechelen Merseburg Mexicali Middlesbrough Mississauga Modesto Montgomery Monza Morelia Mülheim Nanterre Nashua Neuchâtel Neuss
  New-Haven Newport Northampton Novara Nuremberg Nyíregyháza Offenbach Offenburg Ogden Oldenburg Oldham Olsztyn Oostende Opole Oradea
  Ordos Oshawa Osnabrück Ostend Ourense Oxnard Paderborn Padua Paisley Palm-Springs Pasadena Passau Pavia Peoria Perpignan Pesaro
  Peterborough Pforzheim Piacenza Pistoia Plauen Ploiești Pontevedra Poole Pordenone Pori Potenza Preston Pueblo Quimper Ramsgate
  Ratingen Recklinghausen Redding Redditch Remscheid Reutlingen Rhodes Ribeirão-Preto Roanoke Rochdale Rochester Rockford Roermond
  Roeselare Rosenheim Roskilde Roubaix Rzeszów Saarbrücken Salem Salford Salinas Saltillo Salzgitter San-Bernardino San-José Sarasota
  Savona Schaffhausen Schwerin Scranton Scunthorpe Segovia Shreveport Shrewsbury Sibiu Siegen Sion Slough Solihull Solingen Solothurn
  Southend Southport Speyer Stafford St-Andrews Stevenage Stirling Stockport Stralsund Stratford Syracuse Székesfehérvár Tallahassee
  Tampico Tarragona Telford Tempe Temuco Teramo Teresina Terni Thun Toluca Topeka Torquay Torreón Tournai Trento Trenton Treviso Trier
  Trnava Trois-Rivières Troyes Trujillo Truro Tübingen Uberlândia Udine Utica Vaasa Valence Varese Växjö Vejle Venlo Ventura Veracruz
  Vercelli Viborg Vicenza Vichy Vicksburg Viersen Vitoria Volos Waco Wakefield Walsall Warrington Warwick Waterloo Watford Weimar
  Wexford Wigan Wilmington Windsor Winston-Salem Witten Wolfsburg Worcester Worms Worthing Wrexham Yakima Yeovil Yonkers Youngstown
  Ypres Zaandam Zielona-Góra Zlín Zug Zutphen Zwickau Abakan Aşgabat Astrakhan Bangui Banjul Bogor Changchun Donetsk Irkutsk Jodhpur
  Krasnodar Lilongwe Lubumbashi Madurai Maiduguri Malang Malé Manado Maseru Ndjamena Niamey Nizhny-Novgorod Orenburg Ouagadougou
  Palembang Ranchi Samsun Saratov Sialkot Tomsk Ulan-Ude Vijayawada Yakutsk`,
].join(' ');
