/** Family names that are common somewhere in the world, by language or culture. */

export const SURNAMES = [
  `Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Thomas Jackson White Harris Martin Thompson Robinson
  Clark Lewis Lee Walker Hall Allen Young King Wright Scott Green Baker Adams Nelson Hill Campbell Mitchell Roberts Carter Phillips
  Evans Turner Parker Collins Edwards Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Bailey Reed Kelly Howard Cox Ward
  Richardson Watson Brooks Wood Bennett Gray James Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Perry Butler
  Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Wallace Cole West Hayes Gibson Ellis Stevens
  Murray Ford Marshall Owens McDonald Harrison Kennedy Wells Woods Henry Washington Freeman Webb Tucker Burns Crawford Simpson Porter
  Hunter Hicks Boyd Mason Warren Dixon Hunt Black Daniels Palmer Mills Nichols Grant Knight Ferguson Stone Hawkins Dunn Perkins Hudson
  Spencer Gardner Stephens Payne Pierce Berry Matthews Arnold Wagner Willis Watkins Olson Carroll Duncan Snyder Hart Cunningham Bradley
  Lane Andrews Ruiz Harper Fox Riley Armstrong Carpenter Weaver Greene Lawrence Elliott Chavez Sims Austin Peters Kelley Franklin
  Lawson Fields Ryan Schmidt Carr Wheeler Chapman Oliver Montgomery Richards Williamson Johnston Banks Meyer Bishop McCoy Howell Morrison
  Hansen Garza Harvey Little Burton Stanley Nguyen George Jacobs Reid Kim Fuller Lynch Dean Gilbert Garrett Welch Larson Frazier Burke
  Hanson Mendoza Moreno Bowman Day Fowler Brewer Hoffman Carlson Silva Pearson Holland Douglas Fleming Jensen Vargas Byrd Davidson
  Hopkins May Terry Herrera Wade Soto Walters Curtis Neal Caldwell Lowe Jennings Barnett Graves Jimenez Horton Shelton Barrett Obrien
  Castro Sutton Gregory McKinney Lucas Miles Craig Chambers Holt Lambert Fletcher Watts Bates Hale Rhodes Pena Beck Newman Haynes
  McDaniel Mendez Bush Vaughn Parks Dawson Norris Hardy Love Steele Curry Powers Schultz Barker Page Ball Keller Chandler Weber Leonard
  Walsh Lyons Ramsey Wolfe Schneider Mullins Benson Sharp Bowen Barber Cummings Hines Baldwin Griffith Valdez Hubbard Reeves Warner
  Stevenson Burgess Tate Cross Garner Mann Mack Moss Thornton McGee Farmer Delgado Vega Glover Manning Cohen Harmon Rodgers Robbins
  Newton Todd Blair Higgins Ingram Reese Cannon Strickland Townsend Potter Goodwin Walton Rowe Hampton Patton Swanson Goodman Yates
  Becker Hodges Conner Adkins Webster Norman Malone Hammond Flowers Cobb Moody Quinn Blake Maxwell Pope Osborne Barron Doyle Gallagher
  Kennedy Byrne Nolan Brennan Connolly Fitzgerald McCarthy Callaghan Doherty Donnelly Keane Sheehan Hayden Whelan Macdonald Macleod
  MacKenzie Mackay Sinclair Bruce Gordon Forbes Fraser Munro Buchanan Pritchard Llewellyn Gruffydd Vaughan Griffiths Rees Bevan Hobbs
  Atkinson Dickinson Hodgson Wilkinson Whitehead Ashworth Shaw Bolton Barlow Holmes Booth Bradshaw Cartwright Chadwick Hargreaves
  Kirby Lovelace Turing Hopper Pickering Pickford Stanton Stokes Sutherland Swift Thorne Tomlinson Underwood Vickers Wainwright Whitaker
  Winters Woodward Wyatt Yardley Carpenter Kerr Boucher Tremblay Gagnon Bouchard Gauthier Ouellet`,
  `Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann
  Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann
  König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger
  Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger
  Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas
  Voigt Sauer Arnold Wolff Pfeiffer Gruber Steiner Moser Hofer Leitner Egger Berger Wimmer Eder Brunner Zehnder Ammann Bürgi Küng
  Eichmann Dreher Pfister Zaugg Wüthrich Sutter Gerber Aebischer
  Jansen Janssen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Dijk Berg Boer Bruin Bruijn Leeuwen
  Vliet Heuvel Veen Wal Linden Meer Graaf Groot Haan Jong Jonge Ruiter Ridder Wit Zwart Kok Kuipers Schouten Willems Hoekstra Postma
  Veenstra Koster Prins Huisman Peeters Maes Jacobs Mertens Claes Wouters Goossens Dubois Lambert Vandenberghe Desmet Vermeulen
  Verhoeven Verstraeten Vandamme Vanhoutte Wijnen`,
  `Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Lefèvre Michel Garcia David Bertrand
  Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin
  Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont Lopez Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen
  Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy Noël Meyer Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie Barbier
  Brun Dumas Brunet Schmitt Leroux Colas Picard Renard Arnaud Rolland Caron Aubert Giraud Leclerc Vidal Bourgeois Renaud Lemoine Picard
  Gaillard Philippe Lacroix Fabre Dupuis Olivier Rodriguez Rivière Guillaume Charpentier Bouvier Carpentier Deschamps Delacroix Lavoie`,
  `García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero
  Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado Castro Ortiz
  Rubio Marín Sanz Núñez Iglesias Medina Garrido Cortés Castillo Santos Lozano Guerrero Cano Prieto Méndez Cruz Calvo Gallego Vidal León
  Márquez Herrera Peña Flores Cabrera Campos Vega Fuentes Carrasco Diez Caballero Reyes Nieto Aguilar Pascual Santana Herrero Lorenzo
  Hidalgo Giménez Ibáñez Ferrer Durán Santiago Benítez Mora Vicente Vargas Arias Carmona Crespo Román Pastor Soto Sáez Velasco Moya
  Soler Parra Esteban Bravo Gallardo Rojas Salazar Acosta Aguirre Ríos Silva Mendoza Guzmán Espinoza Sandoval Contreras Estrada
  Figueroa Maldonado Valenzuela Cárdenas Ochoa Zamora Villanueva Zapata Bautista Escobar Galindo Quintero Galván Cisneros Montoya
  Arroyo Correa Dávila Cervantes Salinas Trejo Barrera Becerra Camacho Carrillo Chávez Echeverría Etxeberria Mendizábal
  Puig Ferrer Serra Vila Roca Bosch Soler Rovira Casals
  Silva Santos Oliveira Souza Sousa Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares
  Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves Santana
  Teixeira Araújo Pinto Azevedo Barros Correia Cunha Melo Moura Neves Nogueira Pacheco Pires Reis Tavares Coelho Faria
  Fonseca Leite Matos Monteiro Morais Queiroz Rezende Sampaio Siqueira Toledo Vasconcelos Xavier Brito Batista Antunes Simões`,
  `Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Mancini Costa Giordano Rizzo Lombardi Moretti
  Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola
  Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala Gatti Pellegrini Palumbo Sanna Farina
  Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari
  Guerra Palmieri Bernardi Martino Fiore Ferretti Bellini Basile Riva Donati Piras Vitali Battaglia Sartori Neri Costantini Milani
  Pagano Ruggiero Sorrentino Orlando Damico Negri Trevisan Zanetti Pirozzi Napolitano
  Papadopoulos Papadakis Georgiou Nikolaidis Dimitriou Pappas Vlachos Ioannou Karagiannis Makris Konstantinidis Economou Alexiou
  Antoniou Christodoulou Popescu Popa Ionescu Pop Radu Dumitru Stan Stoica Gheorghe Matei Ciobanu Rusu Moldovan Munteanu Marin Tudor
  Dobre Barbu Nistor Florea Dragomir Ungureanu Hoxha Shehu Gashi Krasniqi Borg Camilleri Vella Farrugia Zammit`,
  `Johansson Andersson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Jansson Hansson Bengtsson
  Jönsson Lindberg Jakobsson Magnusson Olofsson Lindström Lindqvist Lindgren Axelsson Berg Bergström Lundberg Lind Lundgren Lundqvist
  Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg Sjöberg Wallin Engström Eklund Danielsson Håkansson Lundin Gunnarsson
  Björk Bergman Holm Wikström Samuelsson Isaksson Fransson Bergqvist Nyström Holmberg Arvidsson Löfgren Söderberg Nyberg Blomqvist
  Claesson Mårtensson Nordström Björklund Ström Hedlund Åberg Åkesson Ekström Dahl Dahlberg Hellström Lundström
  Hansen Nielsen Jensen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen Madsen Kristensen Olsen Thomsen
  Christiansen Poulsen Johansen Møller Mortensen Knudsen Mikkelsen Frandsen Bruun Kjær Østergaard
  Haugen Hagen Berge Bakken Lie Solberg Moen Strand Lund Iversen Eide Halvorsen Jacobsen Myhre Nygård Sæther   Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen Lehtinen Saarinen Salminen Heinonen
  Niemi Heikkilä Kinnunen Salonen Turunen Laitinen Tuominen Rantanen Karjalainen Jokinen Mattila Savolainen   Jónsdóttir Jónsson Sigurðsson Guðmundsson Einarsdóttir Ólafsdóttir Snorrason Kazlauskas Jankauskas Petrauskas
  Bērziņš Kalniņš Ozoliņš Tamm Saar Sepp Mägi Kask`,
  `Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur
  Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski
  Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak
  Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Novák Svoboda Novotný Dvořák Černý Procházka Kučera Veselý Horák
  Němec Marek Pokorný Pospíšil Hájek Jelínek Král Růžička Beneš Fiala Sedláček Doležal Zeman Kolář Krejčí Navrátil Čermák Urban Vaněk
  Blažek Kříž Kovář Nováková Svobodová Kovács Horváth Szabó Tóth Nagy Varga Kiss Molnár Németh Farkas Balogh
  Papp Takács Juhász Lakatos Mészáros Oláh Simon Rácz Fekete Szilágyi Török Fehér Balázs Gál Kis Szűcs Kocsis Pintér Orsós Fodor Szalai
  Sipos Magyar Lukács Gulyás Biró Király Katona Jakab Ádám
  Horvat Kovačević Babić Marić Jurić Novak Kovačić Knežević Vuković Marković Petrović Nikolić Jovanović Đorđević Stojanović Ilić
  Stanković Pavlović Milošević Perić Tomić Božić Blažević Grgić Pavić Radić Šarić Lovrić Vidović Kovač Zupančič
  Potočnik Mlakar Kos Vidmar Golob Turk Kralj Ivanov Smirnov Kuznetsov Popov Vasiliev Petrov Sokolov Mikhailov
  Novikov Fedorov Morozov Volkov Alekseev Lebedev Semenov Egorov Pavlov Kozlov Stepanov Nikolaev Orlov Andreev Makarov Nikitin Zakharov
  Zaitsev Soloviev Borisov Yakovlev Grigoriev Romanov Vorobiev Sergeev Frolov Ivanova Petrova Smirnova Kuznetsova   Kadyrov Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Oliynyk
  Kovalchuk Melnyk Polishchuk Savchenko Rudenko Marchenko Dimitrov Georgiev Todorov Stoyanov Angelov Kolev Iliev`,
  `Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat
  Korkmaz Erdoğan Güneş Aksoy Bulut Avcı Tekin Taş Yavuz Karaca Khan Hussain Ali Ahmed Malik Sheikh Shaikh Syed Qureshi Siddiqui Ansari
  Chaudhry Butt Mirza Iqbal Akhtar Rahman Rehman Hossain Islam Uddin Chowdhury Miah Begum Bibi Khatun Hassan Hussein Ibrahim Abdullah
  Mohamed Mahmoud Saleh Mansour Haddad Khoury Nassar Najjar Hamdan Suleiman Aziz Farah Omar Osman Warsame Abdi Hashemi Hosseini Ahmadi
  Mohammadi Karimi Rezaei Moradi Jafari Rahimi Ebrahimi Sadeghi Tehrani Cohen Levi Levy Mizrahi Peretz Biton Dahan Avraham Friedman
  Malka Azoulay Katz Ohayon Hadad Gabay Amar Goldberg Goldstein Rosenberg Rosenthal Bernstein Feldman Kaplan Shapiro Weinstein Petrosyan
  Hakobyan Sargsyan Grigoryan Beridze Kapanadze Gelashvili Aliyev Mammadov Hasanov Huseynov Nazarbayev Karimov Rahimov Yusupov`,
  `Kumar Singh Sharma Patel Gupta Shah Verma Mishra Yadav Jain Agarwal Agrawal Mehta Desai Joshi Reddy Rao Nair Menon Iyer Iyengar Pillai
  Das Dutta Ghosh Bose Banerjee Mukherjee Chatterjee Sen Roy Chakraborty Bhattacharya Kapoor Khanna Malhotra Chopra Arora Bhatia Sethi
  Ahuja Chawla Gill Dhillon Sidhu Grewal Sandhu Kaur Thakur Chauhan Rathore Rajput Pandey Tiwari Tripathi Dubey Shukla Srivastava Saxena
  Mathur Bhatt Trivedi Dave Modi Gandhi Nehru Parikh Kulkarni Deshmukh Patil Pawar Jadhav Shinde Gaikwad Naidu Krishnan Raman Narayan
  Venkataraman Subramanian Ramachandran Swamy Murthy Gowda Hegde Shetty Kamath Fernando Perera Silva Jayawardena Wickramasinghe Bandara
  Thapa Gurung Shrestha Tamang Adhikari `,
  `Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie Song Tang Deng Han Feng Cao Peng
  Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu Ding Ren Shen Yao Lu Jiang Cui Zhong Tan Wong Chan Cheung Leung Lau Ng
  Ho Chow Lam Yeung Cheng Chu Kwok Tsang Tse Lim Tan Goh Ong Koh Teo Chua Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ngo
  Duong Ly Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue
  Kimura Hayashi Saito Shimizu Yamazaki Mori Abe Ikeda Hashimoto Yamashita Ishikawa Nakajima Maeda Fujita Ogawa Goto Okada Hasegawa
  Murakami Kondo Ishii Sakamoto Endo Aoki Fujii Nishimura Fukuda Ota Miura Fujiwara Okamoto Matsuda Nakagawa Nakano Harada Ono Tamura
  Takeuchi Kaneko Wada Nakayama Ishida Ueda Morita Hara Shibata Sakai Kudo Yokoyama Miyazaki Miyamoto Uchida Takagi Ando   Kim Lee Park Choi Jung Jeong Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo Hong Jeon Ko Moon Son Bae Baek
  Heo Nam Santos Reyes Cruz Bautista Ocampo Garcia Mendoza Aquino Villanueva Dela Rosario Pascual Salazar Magbanua Wijaya Santoso Hidayat
  Setiawan Kurniawan Nugroho Saputra Susanto Siregar Simanjuntak Suharto Widodo Saetang Srisai Chaiyasit Wongsakul`,
  `Okafor Okonkwo Okeke Nwosu Eze Obi Adeyemi Adebayo Ogunleye Balogun Ojo Afolabi Oyelaran Bello Abubakar Mohammed Yusuf Danjuma Mensah
  Owusu Boateng Asante Osei Appiah Agyeman Amoah Kamau Mwangi Njoroge Kariuki Wanjala Otieno Odhiambo Ochieng Kipchoge Cheruiyot Koech
  Mutua Nkosi Dlamini Ndlovu Khumalo Sithole Mokoena Mahlangu Zulu Botha Venter Pretorius Fourie Nel Steyn Kruger Merwe Naidoo Govender
  Moyo Ncube Sibanda Phiri Banda Mwale Zulu Tembo Diop Ndiaye Fall Sow Diallo Ba Sy Traoré Coulibaly Keita Touré Konaté Sissoko Cissé
  Camara Barry Kouassi Koné Ouattara Mbeki Mandela Tutu Mugabe Kagame Habimana Uwimana Mutombo Kabongo Tshibangu Tesfaye Bekele Abebe
  Gebre Tadesse Alemu Haile Mengistu Kebede Benali Bouazizi Bensalem Amrani Alaoui Berrada Tazi Cherkaoui Mansouri Trabelsi Hamdi`,
  // Many languages, further ones
  `Abbott Ackerman Adair Ahern Akers Alderman Aldridge Alford Allred Ames Amos Appleton Archer Archibald Ashby Ashford Askew Atherton
  Atkins Atwood Ayers Babcock Bagley Bainbridge Baird Ballard Bancroft Bannister Barclay Barr Barton Bass Bateman Battle Baxter Beard
  Beasley Beckett Beebe Belcher Bellamy Benjamin Bentley Benton Billings Birch Blackburn Blackwell Blanton Bledsoe Blevins Bond Boone
  Borden Boswell Bowden Bowers Bowles Boyce Boyle Bracken Braddock Bradford Brady Branham Bray Briggs Britt Britton Brock Brody Bryant
  Bryson Buck Buckley Bullock Burch Burks Burnett Burnham Burris Byers Cain Calderon Calhoun Callahan Cameron Cantrell Carey Carlisle
  Carmichael Carney Carson Carver Casey Cash Chamberlain Chaney Chang Charles Chase Childers Church Clapton Clayton Clements Cleveland
  Cline Cochran Coffey Collier Combs Compton Conley Conrad Conway Copeland Corbett Cortez Costello Cotton Coughlin Coulter Courtney
  Covington Crabtree Crane Crews Crosby Crowley Culver Curran Currie Dalton Daly Daniel Daugherty Davenport Davies Decker Delaney
  Denton Dickerson Dickson Dillard Dillon Dodson Dominguez Donahue Donaldson Donovan Dorsey Dotson Dougherty Downs Drake Draper Drew
  Driscoll Dudley Duffy Duke Dunbar Dunlap Durham Dyer Eaton Edmonds Egan Eldridge Elkins Emerson England Erickson Everett Ewing
  Fairbanks Farley Farrell Faulkner Fernandez Finch Finley Finn Fitzpatrick Floyd Flynn Foley Forrest Forsyth Francis Frederick Frost
  Fry Fulton Gaines Galloway Gamble Garrison Gates Gentry Gibbs Giles Gillespie Gilliam Gilmore Glass Glenn Goff Golden Gorman Gould
  Grady Grainger Greer Griffin Grimes Gross Guthrie Haley Halliday Hancock Haney Hanna Hardin Harding Harrell Harrington Hartley
  Hartman Hastings Hatfield Hawking Heath Hebert Hendricks Hendrix Henson Herman Herring Hess Hester Hickman Hodge Hogan Holcomb Holden
  Holloway Holman Hooper Hoover Horne House Houston Howe Huff Huffman Hull Humphrey Hurley Hurst Hutchinson Irwin Jacobson Jarvis
  Jefferson Jenkins Johns Joyce Juarez Kane Kaufman Kay Keating Keith Kemp Kendall Kent Kessler Kidd Kimball Kirk Kline Knapp Knox
  Kramer Lacey Lamb Lancaster Landry Langley Lara Leach Leblanc Leon Lester Levine Lindsay Lindsey Livingston Lloyd Logan Lovell Lowery
  Lynn Macias Madden Maddox Magee Marsh Massey Mathews Mathis Mayo Maynard Mays McBride McCall McCann McClain McClure McConnell
  McCormick McCray McCullough McDowell McFarland McGowan McGrath McGuire McIntosh McIntyre McKay McKee McKenzie McKnight McLaughlin
  McLean McLeod McMahon McMillan McNeil McPherson Meadows Melendez Melton Mercado Mercer Merrill Merritt Metcalf Meyers Michael
  Middleton Miranda Monroe Mooney Moran Moreland Morrow Morse Morton Mosley Mueller Mullen Munoz Murdock Nash Nixon Noble Noel Norton
  Nunez Oconnor Odom Oneal Oneill Orr Osborn Owen Pace Padilla Parrish Parsons Patrick Paul Peck Pennington Pickett Pittman Pitts
  Pollard Poole Porterfield Potts Pratt Prescott Preston Prince Proctor Pruitt Puckett Randall Randolph Ratliff Ray Raymond Reilly Rice
  Rich Richmond Riddle Riggs Rios Ritchie Rivers Roach Roberson Robertson Robles Rollins Roosevelt Rosales Rose Rosen Rowland Rush
  Rutledge Salas Sampson Sargent Saunders Savage Sawyer Schaefer Schroeder Schwartz Sears Sellers Sexton Shaffer Shannon Sharpe Shepard
  Shepherd Sheppard Sherman Skinner Slater Sloan Snider Solis Solomon Sosa Sparks Spears Spence Stafford Stark Stephenson Stout Stuart
  Summers Sweeney Sweet Sykes Talley Tanner Terrell Tillman Trevino Trujillo Tyler Tyson Valentine Vance Velasquez Velez Vinson Walls
  Ware Waters Weiss Whitfield Whitley Whitney Wiggins Wilcox Wilder Wiley Wilkerson Wilkins William Witt Womack Woodard Wooten Workman
  Wynn York Zimmerman Aaberg Aalto Aas Abrahamsen Abrahamsson Ahlberg Ahlgren Ahola Ahonen Aho Alanen Alm Almqvist Amundsen Andreasen
  Andreassen Andresen Antonsen Asplund Aune Bach Backman Bakke Bentsen Berntsen Bertelsen Bjerregaard Blom Bødker Boström Brandvold
  Breivik Brekke Brodersen Bryhn Bäckström Carlsen Carlsson Christoffersen Clausen Dahlgren Dahlström Dalgaard Danielsen Davidsen
  Ditlevsen Ekberg Eliassen Ellingsen Eriksen Evensen Falk Fagerberg Forsman Fossum Franzén Fredriksen Friis Fransen Gabrielsen
  Gundersen Guðmundsdóttir Haapala Haavisto Haggren Hakala Halonen Hannula Harju Haugland Hauge Hedberg Hedman Heino Helgesen Helland
  Hemmingsen Henriksen Hermansson Hetland Hietala Hirvonen Hjorth Holmgren Holmqvist Holmström Hougaard Hultgren Huovinen Huttunen
  Hyvärinen Høyer Isaksen Jakobsen Jalonen Jeppesen Jeppsson Jespersen Johannesen Johannessen Jokela Jonasson Juhlin Kaarlela Kallio
  Kangas Karlsen Karppinen Kauppinen Kemppainen Kivelä Klausen Koivisto Kokkonen Kolstad Koponen Koskela Kristiansen Krogh Kvamme Kvist
  Kärkkäinen Laaksonen Lahtinen Lampinen Lauridsen Laursen Leppänen Lepistö Liljegren Lindahl Lindblad Lindblom Lindholm Lorentzen
  Lunde Lövgren Løvlie Magnussen Malmberg Markussen Mathiesen Mathisen Mikkonen Moe Mogensen Molin Mustonen Niemelä Nikolaisen Nilsen
  Nissen Nordin Norén Nurmi Nygaard Nyman Næss Oksanen Olesen Ottosson Ovesen Paavola Palm Palmgren Paulsen Paulsson Peltola Peltonen
  Petersson Pettersen Pitkänen Qvist Raasch Rantala Rask Rasmusson Rautio Ravn Rinne Riise Rønning Rosenqvist Rudberg Ruud Räsänen
  Salmi Salo Samuelsen Sandell Sandström Sandvik Seppälä Sigurdsson Simonsen Simonsson Sjögren Sjöström Skoglund Skov Söderström
  Solheim Stenberg Strandberg Strøm Sundberg Sundqvist Sundström Svendsen Syrjälä Takala Tangen Thomassen Thorsen Thygesen Toivonen
  Tolonen Torgersen Tveit Ulriksen Vainio Valen Vestergaard Viitanen Vik Vuorinen Väisänen Wahlström Westerberg Westergaard Wiklund
  Winther Ågren Åström Öberg Ödegaard Øvergaard Östlund Adamiak Adamová Antić Antonov Antonova Bajec Balaž Baranowski Barić Bartoš
  Bartošová Baković Begić Belić Benešová Bielak Bílek Blagojević Blaha Bogdanov Bogdanović Borkowski Borowski Bošković Brezovar Brož
  Brzeziński Bukovec Burian Čapek Čech Černá Chmielewski Chovanec Chovancová Cvetković Czarnecki Czerwiński Čížek Dąbrowska Danko Daněk
  Demeter Dimitrova Dobrić Dobrowolski Dolenc Dostál Dragić Duda Dvořáková Đurić Filipović Filipek Gajdoš Gajewski Galić Georgieva
  Głowacki Gołębiowski Gorski Grabowska Gregorčič Groch Grzelak Gutowski Hanák Havel Havelka Havlíček Herceg Hladík Hlaváček Hočevar
  Holub Homola Horáková Hrabě Hribar Hrubý Hudák Hudec Ivanović Ivanič Jakubowski Jankovič Janković Jelić Ježek Jurišić Kamińska Karaś
  Kavčič Kania Kaspar Klimek Klobučar Kokalj Kolarič Kolesnik Komárek Konečný Kopecký Kopitar Korošec Kostić Kostrzewa Košir Kotnik
  Kováč Kováčová Kovačič Kowalewski Kowalska Kozák Kozel Krajnc Křížová Krupa Kubát Kubiak Kučerová Kukla Kulić Lazarević Lesjak
  Lewandowska Lipovšek Lis Lisowski Łuczak Lukić Lukáč Macháček Majer Makarova Makowski Marciniak Marešová Marinković Marjanović Markov
  Marušić Matějka Mazurek Mihajlović Mikulić Miletić Mikołajczyk Moravec Mrázek Musil Nedić Nejedlý Nikolov Nikolova Novotná Obradović
  Oblak Oravec Pajić Pavlik Pelc Perko Petek Petković Petrenko Piątek Pintar Pirc Podgoršek Pokorná Polák Popova Popović Procházková
  Przybylski Rajković Ristić Rogelj Rozman Rybář Ryba Sadowski Savić Sawicki Sedlák Šimánek Šimek Šimić Šimunović Sikorski Škoda Slavík
  Slováková Sobczak Sokol Sokołowski Soukup Soukupová Stanek Stankov Stefanović Štefánik Šubrt Suchánek Šulc Szczepański Szulc Šťastný
  Tanasić Tesař Todorović Trajković Turek Tuček Ubrano Urbanek Urbański Vaculík Valenta Vašek Vasić Vasilev Vávra Vesel Vlasov Vlček
  Volf Vondráček Wasilewski Wilk Wiśniewska Włodarczyk Wysocki Yankov Zajc Zakrzewski Zaleski Zawadzki Zelenka Zemanová Ziółkowski
  Živković Žák Žižek Župan Babos Bakó Balla Balog Bálint Barta Bíró Bodnár Bognár Borbély Boros Csonka Deák Dobos Dudás Erdélyi Faragó
  Fazekas Fülöp Gáspár Hajdu Halász Hegedűs Hegedüs Herczeg Illés Jónás Kelemen Kerekes László Lengyel Máté Orbán Orosz Pál Pap Pásztor
  Pataki Péter Sándor Somogyi Soós Szekeres Székely Szőke Tamás Váradi Vass Végh Veres Vincze Virág Vörös Achard Allard Alard Auclair
  Audet Ayotte Bardin Barrière Baudet Baudouin Beauchamp Beaulieu Bédard Béland Bélanger Benoit Bernier Berthelot Berthiaume Besnard
  Blais Blanchet Blondeau Boisvert Boulanger Boutin Breton Brisebois Cartier Chaput Charbonneau Charron Chartier Chauvin Cloutier
  Collet Cormier Côté Courtemanche Cousineau Coutu Couture Cyr Dagenais Dandonneau Daoust Delorme Demers Deschênes Desjardins
  Desrosiers Doiron Dubé Duchesne Dufresne Duhamel Durepos Émond Faucher Favreau Fecteau Ferland Flamand Fleury Fluet Forest Fortier
  Fortin Franchet Francoeur Fréchette Frappier Gagné Garceau Gaudreau Gauvin Gendron Gervais Gaulin Giroux Godard Godin Gosselin
  Gougeon Goulet Grandbois Gravel Grenier Grivois Groulx Guernon Guilbert Guimond Hébert Houde Huard Huppé Jacques Jalbert Jobin Jodoin
  Jolicoeur Labonté Labrecque Lachance Lachapelle Lacombe Laforest Lafrenière Lajoie Laliberté Lamontagne Lamothe Lamoureux Langlois
  Lanoie Lapierre Laplante Lapointe Larivière Laroche Lavallée Lebrun Leclair Lécuyer Leduc Legault Léger Lemieux Lepage Lessard
  Letourneau Lévesque Longpré Loiselle Louis Majory Marcoux Marier Marois Marquis Martel Masse Ménard Michaud Migneault Morneau Nadeau
  Neufville Ouellette Paquette Paquin Paradis Parenteau Patenaude Pelchat Pelletier Perreault Pichette Pinard Pitre Plante Plouffe
  Poirier Poisson Pomerleau Poulin Pouliot Primeau Proulx Provost Quenneville Quessy Rancourt Reault Rhéaume Richer Riel Rivard
  Robillard Rocher Rochon Rodrigue Routhier Roussin Saindon Salois Salmons Sansouci Savard Savoie Séguin Sevier Sicard Simard Soucy
  St-Jean Sylvain Talbot Tanguay Tardif Tessier Thériault Therrien Thibault Thibodeau Thivierge Trottier Trudeau Turcotte Turgeon
  Vadeboncoeur Vachon Vaillancourt Vallée Vernier Verreau Viens Vigneault Villeneuve Voisine Abate Acciai Aiello Angelini Antonelli
  Arcuri Baldini Bellucci Beneventi Boni Buccho Calabrese Calabresi Capon Capuano Castelli Castiglione Cavallaro Ceccarelli Cirillo
  Cocci Colucci Corradi Cremonesi Cristofaro Dellucci Dellanoce Deluca DiMarco Endrizzi Fallaci Fanucci Fiorentini Folliero Franchi
  Fusco Genovese Genovesi Greece Iadanza Iannuzzi Lettiere Li-Fonti Lucchese Lucchesi Manna Marchesi Mazzanti Mele Milano Milanesi
  Monaco Monaldo Moro Napolitani Nucci Padovano Padovesi Palermo Palerma Panicucci Pepe Piazza Piccio Pisano Pisani Pugliese Pugliesi
  Ricciardi Romani Sabbatini Salvi Schiavone Siciliano Siciliani Spada Toscani Toscano Trentini Trevisani Trevisano Udinese Udinesi
  Ventura Zetticci Zito Abreu Acevedo Acuña Aguado Aguayo Aguilera Alanis Alarcón Alba Alcalá Alcántara Alfaro Almanza Alonzo
  Altamirano Alvarado Amador Anaya Ángulo Aparicio Aragón Arana Aranda Arce Arellano Armenta Arredondo Arriaga Arteaga Ávila Ayala Baca
  Báez Ballesteros Barajas Barragán Barreto Barrientos Barrios Beltrán Benavides Benavídez Bermúdez Bernal Bonilla Borges Botello
  Briones Briseño Bueno Burgos Bustamante Bustos Cabral Calderón Camarillo Canales Cantú Caraballo Carbajal Cardona Carranza
  Carrasquillo Carrera Carrero Carrión Carvajal Casas Casillas Castañeda Castellanos Castelo Cavalcanti Cavazos Cazares Ceballos
  Cedillo Cepeda Cerda Chacón Chapa Chavarría Collado Colón Concepción Cordero Córdova Cordova Corona Corral Cotto Covarrubias Cuellar
  Curiel Delacrúz Delafuente Delarosa Deleón Delgadillo Delrío Duarte Dueñas Echevarría Elizondo Enríquez Escalante Escamilla Escobedo
  Esparza Espinosa Esquivel Estévez Fajardo Farias Feliciano Fierro Flórez Fraga Franco Frías Gaitán Galarza Gallegos Gálvez Gamboa
  Gámez Gaona Garay Garibay Gastélum Gaytán Godínez Gonzales Goulart Gracia Granado Griego Guajardo Guedes Guevara Guillén Gurule Haro
  Henríquez Heredia Hinojosa Holguín Huerta Hurtado Ibarra Irizarry Izquierdo Jaime Jáquez Jasso Juárez Jurado Laureano Leal Lebrón
  Ledesma Leiva Lemos Lerma Leyva Limón Linares Lira Llamas Loera Lomeli Longoria Lovato Loya Lucero Luevano Lugo Luján Luna Macedo
  Macías Madera Madrid Madrigal Maestas Magalhães Magaña Maia Malave Manzanares Marqués Marrero Marroquín Mascareñas Mata Matías Maya
  Medeiros Medrano Meireles Mejía Meléndez Mena Menchaca Mendonça Menéndez Meraz Merino Mesquita Meza Miramontes Monroy Montalvo
  Montañez Montemayor Montenegro Montero Montes Montez Moraes Mota Mújica Muñiz Murillo Nájera Naranjo Narváez Nava Navarrete Nazario
  Negrete Negrón Noriega Ocasio Ojeda Olivares Olivas Olivera Olivo Olmos Olvera Ordóñez Orellana Orosco Orozco Orta Osorio Otero Ozuna
  Pabón Padrón Páez Pagan Palacios Palma Palomino Pantoja Paredes Partida Patiño Paz Pedraza Pedroza Peixoto Pelayo Peralta Perales
  Perea Peres Pimentel Pineda Pinheiro Pizarro Plascencia Polanco Ponce Porras Portillo Posada Pozo Prado Preciado Puente Puga Pulido
  Quesada Quezada Quintana Quintanilla Quiñones Quiroz Rael Rangel Rascón Razo Regalado Rendón Rentería Resendez Reséndiz Reyna Reynoso
  Rico Rincón Riojas Rivas Rivera Rivero Robledo Rodarte Rojo Roldán Rolón Romo Roque Rosado Rosas Roybal Ruelas Saavedra Saenz Sáenz
  Saiz Salcedo Salcido Saldaña Saldívar Salgado Samaniego Sanabria Santacruz Santillán Saraiva Sauceda Segovia Segura Sepúlveda Serna
  Serrato Sevilla Sierra Silveira Sisneros Solano Solís Soliz Solorio Solórzano Soria Sotelo Tafoya Tamayo Tamez Tapia Tavárez Tejada
  Tejeda Téllez Tello Terán Terrazas Toro Tórrez Tovar Treviño Trindade Ulibarri Ulloa Urbina Ureña Uribe Urrutia Valadez Valdés
  Valdivia Valencia Valente Valentín Valle Vallejo Valles Valverde Vanegas Varela Vásquez Vela Velásquez Velázquez Vélez Venegas Vera
  Verdugo Verduzco Vergara Viana Vigil Villagómez Villalobos Villalpando Villareal Villarreal Villaseñor Villegas Yáñez Ybarra Zambrano
  Zamudio Zaragoza Zarate Zavala Zayas Zelaya Zepeda Zúñiga Abt Adler Amsel Austerlitz Bader Bachmeier Baum Baumgartner Bayer
  Beckenbauer Beike Beyer Bieber Biermann Blau Brauer Bumgarner Bürger Christ Daecher Dresner Drescher Dresdner Durr Ebersbach
  Ebersbacher Eberhard Eberhardt Eberhart Eichel Eichelberger Eiffel Eisenberg Eisenhauer Eisenhower Engelhardt Ernst Esser Fassbinder
  Faber Faust Feierabend Fenstermacher Fiedler Fink Finkel Foerster Forster Frankfurter Freeh Frei Freud Freytag Fried Fritsch Frueh
  Fruehauf Fuhrmann Furst Gärtner Gaertner Gersten Glockner Goldschmidt Gottlieb Gottschalk Grunwald Grünewald Gruenewald Hartwig Hauer
  Hauser Hertz Hertzog Herz Hirsch Hoch Holtzmann Holzman Hueber Ivers Jaeger Junker Kaestner Kalb Kappel Kastner Kaufmann Kirsch Kluge
  Knef Koehler Koenig Kohl Kohler Kortig Krueger Kuefer Kuester Kunze Küster Lehrer Lemann Löwe Luft Lustig Maurer Mauer Mahler Mehler
  Meister Metzger Moench Muench Nacht Nadel Naumann Neudorf Nussbaum Oster Osterhagen Ostermann Papst Pfaff Pfeffer Pfeifer Probst
  Propst Rapp Reiniger Reinhard Reinhardt Ritter Rothschild Rothstein Sankt Sanger Sänger Saenger Schaffer Scherer Schiffer Schreiner
  Schroder Schuhmacher Schultheiss Schwab Schweitzer Schweizer Seiler Sommerfeld Spielmann Steinmann Steuben Strauss Theiss Theissen
  Thalberg Traugott Traugh Trommler Tiedemann Unger Urner Vogler Wechsler Weissmuller Wexler Wirth Wirtz Wulf Wurfel Zimmer Zweig
  Aalbers Achterberg Akkerman Baars Beekman Bosman Claassen Cornelissen Dijkman Driessen Evers Franken Geerts Gerritsen Groen
  Groenewegen Heijden Hermans Hofman Janssens Jonker Kaptein Koning Koopman Kroon Kuiper Lemmens Maas Martens Nijland Pauwels Schipper
  Smeets Smits Snijder Stroet Terpstra Timmermans Vermeer Verbruggen Vink Wevers Zanden Zijlstra Abdallah Abdulov Abboud Achebe Adomako
  Akintola Alhassan Amadi Amsalu Ansah Antar Antwi Aryee Asfour Ashraf Assaf Atiyeh Awad Awuah Ayele Azikiwe Baba Badawi Bahar Bangura
  Bazzi Berhane Bishara Boulos Bozkurt Boutros Cham Chikezie Chukwu Dagher Deeb Dessie Dia Douba Eke Ekwueme Fakhoury Faraj Fofana
  Gaber Ghanem Gül Hailu Hajjar Hakimi Halabi Hamidi Handal Harb Hassani Ibekwe Igwe Isaev Issa Jaber Kamara Kanaan Kassab Kassis
  Khalaf Khalifa Koroma Lawal Maalouf Malouf Mansoor Masih Mendy Mifsud Moghadam Morcos Mustafaev Mustapha Nader Naifeh Najafi Nasr
  Nazari Nejem Nnamdi Obiora Odinga Ofori Okoro Okoye Olawale Onyango Onwudiwe Quraishi Rahal Sabbagh Safar Sahin Salib Samaha Sarkis
  Sarraf Sayegh Seif Sesay Shadid Shahin Shalhoub Shamoun Shammas Sharifi Sidibe Srour Sultanov Tahan Tannous Totah Touma Tuma Umarov
  Usman Wasem Wanjiru Zogby Anand Bajwa Bhat Chandra Chaudhary Dalal Dasgupta Dhawan Garg Goswami Goyal Jha Kapur Kohli Mahajan Mehra
  Mittal Nanda Narang Prasad Puri Ranganathan Rastogi Saha Sinha Soni Srinivasan Tandon Varma Vyas Chao Chau Chiang Chien Chin Chou
  Chung Doan Fang Fung Gong Hsieh Hsu Hua Jiao Kao Kwan Lai Liao Ling Mao Mei Meng Pang Pei Qian Qiao Qin Qiu Shao Sheng Shi Sung Tai
  Tao Teng Ting Tsai Tseng Tsui Tung Wan Wen Weng Xia Xiang Xue Yan Yeh Yen Yin Ying Yuen Adachi Akiyama Amano Arai Araki Asano Chiba
  Doi Fujimoto Hamada Hattori Higuchi Hirano Hirata Honda Hori Hoshino Ichikawa Igarashi Iida Imai Ishihara Iwasaki Iwata Kawaguchi
  Kawai Kawamura Kawasaki Kikuchi Kinoshita Koike Kojima Komatsu Kono Kubo Kurosawa Maruyama Masuda Matsui Matsuo Matsuoka Minami
  Mizuno Murata Nagai Nakashima Nishida Noguchi Nomura Ochiai Oka Okumura Onishi Otsuka Sakurai Sano Sekiguchi Shimada Shinohara
  Sugawara Sugimoto Sugiyama Taguchi Takada Takano Takeda Taniguchi Tsuchiya Ueno Yagi Yano Yoshikawa`,
].join(' ');
