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
].join(' ');
