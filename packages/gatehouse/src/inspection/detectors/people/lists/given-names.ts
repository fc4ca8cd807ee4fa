/** Given names that are common somewhere in the world, by language or culture. */

export const GIVEN_NAMES = [
  // English
  `James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark Donald Steven Paul
  Andrew Joshua Kenneth Kevin Brian George Timothy Ronald Edward Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry
  Justin Scott Brandon Benjamin Samuel Gregory Alexander Frank Patrick Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry
  Zachary Douglas Peter Kyle Noah Ethan Jeremy Walter Christian Keith Roger Terry Austin Sean Gerald Carl Harold Dylan Arthur
  Lawrence Jordan Jesse Bryan Billy Bruce Gabriel Joe Logan Alan Juan Albert Willie Elijah Wayne Randy Vincent Mason Roy Ralph Bobby
  Russell Bradley Philip Phillip Eugene Oliver Liam Lucas Owen Caleb Luke Isaac Connor Evan Ian Hunter Colin Dominic Trevor Curtis
  Derek Marcus Travis Dale Craig Shane Chad Dustin Jared Brett Corey Todd Seth Spencer Wesley Blake Cameron Cody Garrett Grant Neil
  Stuart Graham Simon Nigel Clive Gareth Rhys Dylan Callum Alfie Archie Freddie Harry Theo Toby Hugh Rupert Barry Leonard Stanley
  Herbert Clarence Ernest Howard Fred Francis Norman Earl Leroy Melvin Alvin Lester Floyd Clyde Gilbert Leon Warren Gordon Dean
  Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily
  Donna Michelle Carol Amanda Melissa Deborah Stephanie Dorothy Rebecca Sharon Laura Cynthia Amy Kathleen Angela Shirley Brenda Emma
  Anna Pamela Nicole Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Maria Catherine Heather Diane Olivia Julie Joyce
  Victoria Ruth Virginia Lauren Kelly Christina Joan Evelyn Judith Andrea Hannah Cheryl Megan Jacqueline Martha Madison Teresa Gloria
  Sara Janice Ann Kathryn Abigail Sophia Frances Jean Alice Judy Isabella Julia Grace Amber Denise Danielle Marilyn Beverly Charlotte
  Natalie Theresa Diana Brittany Doris Kayla Alexis Lori Marie Tiffany Tammy Crystal Kristen Katie Erin Holly Courtney Vanessa
  Lindsay Lindsey Allison Alison Chloe Zoe Lily Lucy Sophie Ella Ava Mia Harper Amelia Scarlett Penelope Audrey Claire Clara Eleanor
  Hazel Violet Nora Stella Lydia Naomi Caroline Molly Jasmine Gemma Leanne Hayley Bethany Georgia Imogen Poppy Freya Daisy Eliza
  Jill Joanne Wendy Tracy Tracey Stacy Stacey Dawn Tina Robin Peggy Rita Edna Ethel Mildred Gladys Irene Florence Edith Agnes Thelma
  Phyllis Norma Lois Marjorie Josephine Bonnie Connie Sherry Sheila Carla Kelsey Kaylee Kendra Krista Kristin Monica
  Veronica Yvonne Valerie Vicki Sonia Sally Roberta Rosemary Penny Paula Melanie Meredith Maureen Marsha Loretta Leslie Jodi Jeanette
  Jamie Hilary Harriet Gwendolyn Gina Gail Felicia Erica Elaine Eileen Delores Darlene Colleen Cindy Cassandra Cathy Candace Bridget
  Becky April Anita Annie Angie Adrienne Bob Bill Tom Tim Jim Mike Dave Steve Dan Sam Ben Nick Matt Chris Tony Greg Jeff Rick Ron Don
  Ken Ray Joey Johnny Tommy Jimmy Danny Kenny Ricky Eddie Freddy Charlie Max Alex Andy Ted Ned Liz Beth Kate Meg Sue Jen Jenny Jess
  Mandy Trish Barb Debbie Patty Sandy Vicky Maggie Lottie Ellie Millie Evie Rosie Harriet Siobhan Niamh Aoife Saoirse Ciara Sinead
  Padraig Eoin Cian Declan Aidan Brendan Fergus Niall Ronan Angus Hamish Ewan Malcolm Duncan Ada Alan Grace Edgar Virgil Otis`,
  // German, Dutch
  `Hans Peter Wolfgang Klaus Jürgen Dieter Manfred Uwe Günter Günther Helmut Gerhard Heinz Horst Werner Rainer Bernd Karl Stefan
  Andreas Thomas Michael Frank Matthias Martin Sebastian Florian Tobias Markus Jörg Ralf Sven Lars Torsten Thorsten Dirk Holger Axel
  Jens Kai Ulrich Wilhelm Friedrich Heinrich Johann Ludwig Otto Ernst Hermann Rolf Egon Lukas Felix Jonas Leon Finn Maximilian Moritz
  Niklas Jannik Fabian Philipp Dominik Christoph Johannes Jakob Benedikt Korbinian Rainer Siegfried Volker Detlef Eberhard Gottfried
  Ursula Monika Petra Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea Gisela Claudia Susanne Gabriele Christa Birgit Heike
  Martina Angelika Angela Barbara Marion Stefanie Kerstin Silke Anja Tanja Katrin Katharina Nadine Sandra Anke Ute Elke Jutta Bärbel
  Hannelore Hildegard Gertrud Elfriede Waltraud Edeltraud Lieselotte Greta Lena Lea Leonie Mia Emilia Johanna Franziska Annika Svenja
  Wiebke Heidi Liesel Gudrun Sigrid Margarete Anneliese Rosemarie Christine Christiane Cornelia Dagmar Doris Ulrike
  Jan Pieter Willem Hendrik Johannes Cornelis Gerrit Dirk Klaas Kees Jeroen Sander Bram Daan Sem Luuk Thijs Ruben Lars Tim Bas Joost
  Maarten Wouter Koen Niels Rob Ruud Henk Piet Joop Theo Marco Erik Anouk Sanne Lotte Femke Fleur Eva Maaike Marieke Marijke Anneke
  Ineke Wilma Saskia Esther Inge Ilse Floor Noor Roos Tess Evi Jolanda Monique Mirjam Hanneke Truus Willemijn Liesbeth Joke Bart
  Wim Geert Guus Sjoerd Jelle Jelmer Tjeerd Hidde Stijn Lieke Britt Elke Griet An Veerle Lieve Goedele`,
  // French
  `Jean Pierre Michel André Philippe René Louis Alain Jacques Bernard Marcel Daniel Roger Robert Paul Claude Christian Henri Georges
  Nicolas François Dominique Gérard Christophe Laurent Olivier Patrick Thierry Stéphane Frédéric Julien Sébastien David Éric Vincent
  Bruno Pascal Didier Guillaume Antoine Alexandre Maxime Romain Thibault Mathieu Matthieu Benoît Cédric Jérôme Fabrice Franck Yves
  Yannick Loïc Gaël Hugo Théo Léo Enzo Lucas Louis Gabriel Raphaël Arthur Jules Adam Nathan Émile Lucien Gaston Marius Rémi Tristan
  Marie Jeanne Françoise Monique Catherine Nathalie Isabelle Jacqueline Anne Sylvie Martine Madeleine Nicole Suzanne Hélène Christine
  Marguerite Denise Louise Christiane Yvonne Valérie Sophie Sandrine Stéphanie Véronique Chantal Brigitte Céline Aurélie Émilie
  Camille Julie Léa Manon Chloé Inès Jade Clémence Élise Charlotte Pauline Margaux Mathilde Lucie Océane Noémie Amélie Delphine
  Virginie Laetitia Corinne Patricia Colette Simone Odette Paulette Geneviève Bernadette Solange Agnès Élodie Mélanie Anaïs Juliette
  Gisèle Mireille Danielle Florence Thérèse Cécile Élisabeth Édith Capucine Apolline Aimée Mariette Benoîte Fabienne Séverine`,
  // Spanish, Portuguese
  `José Antonio Manuel Francisco Juan David Javier Daniel Carlos Jesús Alejandro Miguel Rafael Pedro Pablo Ángel Sergio Fernando Jorge
  Luis Alberto Álvaro Diego Adrián Raúl Enrique Ramón Vicente Iván Rubén Óscar Andrés Joaquín Santiago Eduardo Víctor Roberto Jaime
  Mario Ignacio Alfonso Salvador Ricardo Marcos Jordi Emilio Julián Julio Guillermo Gabriel Tomás Agustín Martín Gonzalo Gregorio
  Félix Hugo Esteban Mateo Rodrigo Cristóbal Ernesto Arturo Hernán Facundo Matías Nicolás Joel Mauricio Leonardo Gustavo Armando
  Rogelio Efraín Heriberto Ramiro Lorenzo Leandro Isidro Ezequiel Germán Fidel Horacio Braulio Cayetano Xavier Íñigo Iker
  María Carmen Ana Isabel Dolores Pilar Teresa Rosa Josefa Cristina Laura Marta Elena Lucía Antonia Paula Francisca Mercedes Sara
  Concepción Luisa Rosario Sofía Juana Raquel Beatriz Encarnación Julia Silvia Patricia Irene Montserrat Rocío Mónica Andrea Alba
  Alicia Ángela Sonia Sandra Amparo Marina Nuria Susana Yolanda Natalia Eva Margarita Inmaculada Claudia Inés Verónica Esperanza
  Noelia Carolina Daniela Valentina Camila Valeria Ximena Guadalupe Esmeralda Graciela Leticia Lourdes Consuelo Soledad Estela Gloria
  Adriana Gabriela Alejandra Fernanda Lorena Mariana Paloma Jimena Catalina Martina Emilia Renata Itzel Yesenia Marisol Maite Ainhoa
  João Antônio António Francisco Pedro Lucas Luiz Marcos Gabriel Rafael Paulo Felipe Bruno Rodrigo Thiago Tiago Gustavo Guilherme
  Mateus Matheus Vinícius Leandro Fábio Márcio Sérgio Cláudio Otávio Caio Diogo Nuno Rui Vasco Gonçalo Duarte Afonso Hélder Joaquim
  Ana Maria Francisca Antônia Adriana Juliana Márcia Fernanda Patrícia Aline Letícia Larissa Beatriz Mariana Bianca Camila Luana
  Vitória Júlia Luíza Helena Manuela Laís Lívia Giovana Raquel Inês Catarina Madalena Margarida Leonor Matilde Carolina Filipa Conceição
  Aparecida Vanderlei Edson Jair Wellington Wesley Éverton Cauã Luan Yuri Kauê Tainá Iara Jussara`,
  // Italian, Greek, Romanian, Albanian, Maltese
  `Giuseppe Giovanni Antonio Mario Luigi Francesco Angelo Vincenzo Pietro Salvatore Carlo Franco Domenico Bruno Paolo Michele Giorgio
  Aldo Sergio Luciano Andrea Marco Alessandro Stefano Roberto Matteo Lorenzo Davide Simone Federico Riccardo Gabriele Emanuele Filippo
  Tommaso Edoardo Leonardo Nicola Claudio Fabio Massimo Maurizio Enrico Gianni Giacomo Umberto Ugo Renato Renzo Silvio Dario Ivano
  Gennaro Ciro Pasquale Raffaele Rocco Ermanno Valentino Gino Piero Gianluca Gianfranco Pierluigi Ludovico Ettore Elio
  Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Antonietta Carla Elena Concetta Rita Margherita Franca
  Paola Laura Giulia Martina Chiara Sara Alessia Valentina Silvia Federica Elisa Ilaria Serena Giorgia Aurora Sofia Alice Ginevra
  Beatrice Emma Greta Bianca Ludovica Matilde Camilla Arianna Viola Noemi Gaia Marta Eleonora Roberta Simona Daniela Barbara Patrizia
  Loredana Donatella Antonella Raffaella Mariangela Fiorella Graziella Rosalia Assunta Filomena Nunzia Cinzia
  Giorgos Georgios Dimitris Dimitrios Konstantinos Kostas Ioannis Yannis Nikolaos Nikos Panagiotis Vasilis Vasileios Christos
  Athanasios Thanasis Evangelos Michalis Spyros Stavros Stelios Theodoros Andreas Alexandros Apostolos Petros Pavlos Eleni Maria
  Katerina Aikaterini Vasiliki Sofia Georgia Dimitra Ioanna Anastasia Despina Kalliopi Panagiota Evangelia Angeliki Chrysoula Fotini
  Ion Gheorghe Vasile Nicolae Constantin Mihai Andrei Alexandru Cristian Florin Marius Adrian Bogdan Ionuț Cătălin Răzvan Ștefan Radu
  Dumitru Liviu Ovidiu Elena Ioana Mihaela Andreea Cristina Alina Gabriela Simona Raluca Roxana Oana Anca Larisa Ileana Doina Mirela
  Arben Ilir Besnik Agim Dritan Fatmir Valbona Mirela Teuta Drita Flutura Shpresa`,
  // Nordic, Baltic
  `Lars Anders Erik Johan Karl Per Nils Jan Mikael Lennart Hans Olof Gunnar Sven Bengt Bo Göran Ulf Leif Stig Kjell Rolf Magnus Fredrik
  Henrik Björn Mats Håkan Axel Gustav Gustaf Oskar Emil Viktor Ludvig Elias Anton Filip Kristoffer Mattias Joakim Torbjörn
  Staffan Tomas Patrik Anna Eva Maria Karin Kristina Lena Kerstin Ingrid Birgitta Marie Inger Ulla Gunilla Elisabeth Margareta Monica
  Annika Malin Jenny Sara Emma Elin Linnea Ida Maja Astrid Ebba Wilma Alva Saga Signe Freja Agnes Elsa Siv Britt Gun Birgit Viveka
  Ole Jens Niels Jørgen Søren Hans Peter Henrik Thomas Morten Kasper Rasmus Frederik Mads Anders Jesper Kim Bent Poul Knud Svend
  Torben Flemming Mogens Anne Mette Kirsten Hanne Helle Lene Susanne Pia Bente Gitte Lone Dorthe Karen Inge Sofie Ida Freja Caroline
  Mathilde Laerke Lærke Signe Kristoffer Odd Arne Kjetil Terje Geir Rune Trond Svein Tor Øyvind Bjørn Ola Olav Håkon Magnus Eirik
  Sindre Jonas Sondre Kjersti Ingrid Solveig Ragnhild Randi Berit Marit Turid Liv Grete Silje Hege Hilde Siri Guro Oda Ingeborg
  Matti Juhani Timo Kari Antti Mikko Jari Pekka Markku Jukka Heikki Hannu Seppo Ville Janne Tuomas Juha Petri Sami Teemu Eero Onni Eino
  Veikko Aino Anneli Kaarina Marjatta Helena Johanna Tuula Päivi Ritva Leena Sari Minna Heidi Tiina Satu Kirsi Eila Hilkka Aila   Kaisa Riitta Liisa Pirkko Anni Iida Venla Helmi Jón Sigurður Guðmundur Gunnar Ólafur Einar Magnús Kristján Stefán Jóhann Björn Árni
  Snorri Hallgrímur Þór Guðrún Sigríður Kristín Margrét Helga Sigrún Ingibjörg Jóhanna Anna Ragnheiður   Jónas Vytautas Jonas Tomas Darius Mindaugas Gintaras Rasa Daiva Jolanta Rūta Janis Jānis Andris Juris Ilze Inese Līga Aija Kristaps
  Toomas Jaan Tiit Rein Andres Margus Ülle Kadri Piret Liis Kersti`,
  // Slavic, Hungarian
  `Jan Andrzej Piotr Krzysztof Stanisław Tomasz Paweł Józef Marcin Marek Michał Grzegorz Jerzy Tadeusz Adam Łukasz Zbigniew Ryszard
  Dariusz Henryk Mariusz Kazimierz Wojciech Robert Mateusz Rafał Jacek Janusz Mirosław Maciej Sławomir Jarosław Kamil Wiesław Roman
  Władysław Jakub Artur Zdzisław Czesław Bartosz Dawid Przemysław Szymon Anna Maria Katarzyna Małgorzata Agnieszka Krystyna
  Barbara Ewa Elżbieta Zofia Janina Teresa Joanna Magdalena Monika Jadwiga Danuta Irena Halina Helena Beata Aleksandra Marta Dorota
  Marianna Grażyna Jolanta Stanisława Iwona Karolina Bożena Urszula Justyna Renata Alicja Paulina Sylwia Natalia Wanda Agata Aneta
  Izabela Ewelina Kinga Zuzanna Weronika Kasia Gosia Jiří Jan Petr Josef Pavel Jaroslav Martin Tomáš Miroslav Zdeněk František Václav
  Michal Milan Karel Lukáš Jakub David Ladislav Ondřej Roman Vladimír Stanislav Marek Radek Daniel Vojtěch Filip Adam Matěj Jana
  Marie Eva Hana Anna Lenka Kateřina Věra Lucie Alena Petra Jaroslava Veronika Martina Jitka Tereza Ludmila Helena Michaela Zdeňka
  Ivana Jarmila Zuzana Monika Markéta Eliška Barbora Dagmar Božena Ján Jozef Peter Štefan Juraj Ľubomír Marián Zuzana Katarína Mária
  Ivan Josip Marko Ante Stjepan Tomislav Željko Zoran Goran Mario Hrvoje Luka Petar Davor Branko Darko Nikola Miloš Dragan Milan
  Aleksandar Vladimir Slobodan Nenad Dejan Miodrag Zvonimir Krešimir Ivana Ana Marija Mirjana Vesna Snežana Ljiljana Jelena Milica
  Dragana Gordana Biljana Slavica Jasna Andreja Matej Matjaž Janez Franc Anton Marjan Nataša Mojca Urška Maja Tjaša Nika
  Aleksandr Sergei Sergey Vladimir Andrei Andrey Alexei Alexey Dmitri Dmitry Mikhail Ivan Nikolai Nikolay Yuri Yury Igor Oleg Viktor
  Pavel Anatoly Konstantin Evgeny Evgeni Maxim Roman Denis Vitaly Boris Leonid Vadim Stanislav Vyacheslav Kirill Artem Ilya Egor Gleb
  Timur Ruslan Ramzan Aslan Zelimkhan Tatiana Tatyana Elena Olga Natalia Natalya Irina Svetlana Anna Maria
  Galina Lyudmila Valentina Ekaterina Yulia Julia Anastasia Marina Nadezhda Vera Larisa Oksana Ksenia Daria Polina Alina Victoria
  Zoya Raisa Lidiya Alla Inna Oleksandr Volodymyr Serhiy Andriy Mykola Vasyl Petro Bohdan Taras Oksana Olena Halyna Iryna Natalya
  Georgi Dimitar Hristo Todor Stefan Plamen Krasimir Boyko Ivanka Rositsa Desislava Tsvetana László István József János Zoltán Sándor
  Gábor Ferenc Attila Péter Tamás Zsolt Tibor András Csaba Imre Lajos György Balázs Gyula Mihály Károly Róbert Béla Dániel Bence Máté
  Levente Áron Mária Erzsébet Katalin Ilona Éva Anna Zsuzsanna Margit Judit Ágnes Julianna Andrea Ildikó Erika Krisztina Irén Eszter
  Magdolna Edit Mónika Gabriella Szilvia Anita Tünde Réka Dóra Zsófia Nóra Piroska Csilla`,
  // Turkish, Arabic, Persian, Hebrew, Caucasus, Central Asia
  `Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim Ibrahim İsmail Osman Murat Ömer Yusuf Halil Süleyman Abdullah Mahmut Recep Fatih Emre
  Burak Can Cem Serkan Hakan Tolga Onur Kerem Arda Deniz Barış Volkan Kemal Orhan Selim Tarık Yılmaz Fatma Ayşe Emine Hatice Zeynep
  Elif Meryem Şerife Zehra Sultan Hanife Merve Esra Büşra Kübra Özlem Sevgi Gülşen Derya Ebru Pınar Selin Defne Ece Aslı Nazlı Gizem
  Mohammed Muhammad Mohamed Mohammad Ahmed Ahmad Ali Hassan Hussein Hussain Omar Umar Khalid Khaled Abdullah Abdul Abdulrahman Ibrahim
  Yusuf Yousef Youssef Mahmoud Mustafa Karim Kareem Tariq Tarek Samir Sami Rashid Rashed Salim Salem Said Saeed Faisal Fahad Nasser
  Hamza Bilal Amir Amin Anwar Adel Walid Waleed Ziad Zaid Zayd Majid Nabil Osama Usama Jamal Hamid Ismail Yasin Yassin Marwan Imran
  Fatima Aisha Ayesha Khadija Mariam Maryam Zainab Zaynab Amina Layla Leila Laila Noor Nour Huda Hana Salma Samira Yasmin Yasmine
  Rania Reem Rima Dina Dalia Lina Farah Sana Nadia Karima Latifa Malika Naima Safiya Sumaya Hafsa Asma Iman Rahma Zahra Reza Hossein
  Mehdi Saeid Majid Hamed Behnam Dariush Farhad Kamran Kaveh Arash Babak Cyrus Siavash Parisa Shirin Niloufar Azadeh Maryam Mahsa
  Sepideh Nasrin Roya David Moshe Yosef Avraham Yitzhak Yaakov Shlomo Eliyahu Yehuda Chaim Avi Noam Itai Eitan Uri Yael Tamar Noa
  Shira Rivka Rachel Leah Miriam Chana Esther Ayala Michal Galit Orly Efrat Giorgi Levan Nino Tamar Davit Irakli Zurab Ketevan Armen
  Tigran Hayk Aram Karen Ani Lusine Gayane Narine Elchin Rashad Vugar Leyla Gulnara Aigul Nursultan Aslan Dias Bakhyt
  Rustam Jamshid Sherzod Dilshod Malika Nodira Feruza Yunus `,
  // South Asia
  `Raj Rajesh Ramesh Suresh Mahesh Rakesh Mukesh Dinesh Ganesh Amit Sumit Rohit Mohit Ajay Vijay Sanjay Sanjeev Rajeev Anil Sunil Vinod
  Manoj Ashok Deepak Prakash Rahul Ravi Kiran Arjun Vikram Vivek Anand Aditya Arun Varun Karan Nikhil Sachin Saurabh Gaurav Pankaj
  Naveen Praveen Pradeep Sandeep Harish Girish Satish Krishna Ram Shyam Mohan Gopal Hari Om Shiv Siddharth Abhishek Ankit Ankur Akash
  Manish Nitin Yash Kunal Rohan Dev Ishaan Aarav Vihaan Kabir Sai Surya Karthik Venkatesh Srinivas Subramaniam Murali Senthil Bala
  Gurpreet Harpreet Manpreet Jaspreet Balwinder Sukhwinder Priya Pooja Neha Anjali Kavita Sunita Anita Geeta Gita Sita Rekha Meena
  Seema Nisha Asha Usha Lata Lakshmi Saraswati Parvati Radha Sarita Shanti Sushma Swati Shweta Sneha Ritu Divya Deepa Deepika Aishwarya
  Ananya Aarti Archana Aparna Jyoti Kajal Komal Madhuri Manisha Megha Nandini Padma Pallavi Preeti Radhika Rashmi Renu Ruchi Sangeeta
  Shalini Shilpa Simran Smita Sonali Sonal Sunanda Tanvi Vandana Vidya Indira Kamala Savita Imran Salman Asif Nadeem Naveed Shahid
  Rashid Farooq Zubair Bilal Usman Kashif Tahir Saima Sadia Nazia Farzana Rubina Shabnam Nasreen Shakib Tamim Rahim Karim Chaminda
  Mahela Kumar Nimal Sunil Kamala Dilhani Bishnu Binod Sita Prakash Tenzin Pema Dorji Karma Sonam`,
  // East and South-East Asia
  `Wei Fang Min Jing Li Na Yan Ying Hui Jun Jie Lei Tao Ming Qiang Hao Yang Yong Jian Bin Bo Chao Peng Xin Yu Ting Xia Juan Hong Mei
  Lan Ling Hua Ping Xiaoming Xiaohong Weiming Jianguo Zhiwei Haoran Zihan Yifan Yuxuan Ruoxi Meiling Minh Anh Hoa Lan Linh Mai Huong
  Thuy Trang Thanh Nga Phuong Hai Hung Dung Tuan Nam Quang Duc Khanh Long Bao Quan Tien Dat Ngoc Yen Nhung Hiroshi Takashi Kenji
  Satoshi Akira Makoto Yoshio Kazuo Masao Shigeru Takeshi Minoru Tadashi Hideo Kenta Daisuke Kenichi Shota Yuta Naoki Ryo Haruto Yuto
  Sota Ren Riku Kaito Taro Jiro Ichiro Shinji Koji Yuki Haruka Sakura Aoi Yui Hina Mio Rin Akiko Yoko Keiko Michiko Noriko Kazuko
  Sachiko Tomoko Yumiko Naomi Megumi Emi Mariko Reiko Kumiko Hanako Ayumi Asuka Misaki Nanami Mayumi Junko Kyoko Minjun Seojun Jihoon
  Jiho Hyun Joon Sung Young Jin Soo Hye Eun Ji Min Seo Yeon Jiwoo Minji Jisoo Soyeon Hyejin Sunhee Somchai Somsak Prasert Wichai Anong
  Malee Suda Siriporn Nattapong Chai Budi Agus Eko Bambang Joko Slamet Dewi Siti Sri Ratna Wulan Ayu Putri Rizki Dian Wayan Made Nyoman
  Ketut Aung Kyaw Zaw Thant Khin Su Hla Rizal Jomar Rodel Jericho Maricel Rowena Marites Analyn Jhun Dodong Ligaya Althea Nguyet`,
  // Africa
  `Kwame Kofi Kwaku Kojo Yaw Akosua Ama Abena Efua Adwoa Chinedu Chukwuemeka Emeka Ikechukwu Obinna Uche Ngozi Chioma Ifeoma Adaeze
  Nneka Amaka Adebayo Babatunde Olumide Oluwaseun Tunde Segun Femi Kunle Folake Funmilayo Yetunde Bukola Titilayo Musa Sani Aminu Bello
  Abubakar Hauwa Halima Zainab Wanjiru Wambui Njeri Kamau Mwangi Otieno Ochieng Achieng Akinyi Kiprono Chebet Juma Baraka Amani Neema
  Rehema Zuri Thabo Sipho Themba Bongani Mandla Sibusiso Lerato Nomsa Thandi Thandiwe Zanele Naledi Palesa Tendai Tatenda Chipo Rudo
  Tafadzwa Farai Kagiso Tshepo Amadou Mamadou Ousmane Ibrahima Moussa Cheikh Modou Fatou Awa Aminata Mariama Aissatou Adama Sekou
  Bakary Abebe Bekele Haile Tesfaye Dawit Yohannes Almaz Tigist Selam Hiwot Mulugeta Getachew Mwamba Chanda Mutale Kabila Mbuyi
  Andile Ayanda Buhle Lindiwe Nkosana Siyabonga Pieter Hennie Johan Annelize Marelize Kobus Tinashe Nyasha Desta Kidane Ifeanyi`,
  // Many languages, further ones
  `Aaliyah Abigale Adalyn Addie Adelina Adelynn Adolph Agatha Aileen Aiyana Alana Alanna Alberta Alden Alec Alfreda Alica Alisha Alisia
  Alissa Allegra Alma Alonso Alphonso Alyson Alyssa Amal Amalia Amelie Amos Anabel Anastasiya Angelique Ansel Antoinette Antwan Araceli
  Ariana Arlene Armand Arno Arnaud Ashlee Athena Aubrey Augustus Aurelio Avery Bailey Bartholomew Basil Beatrix Beau Belinda Benedict
  Benita Benny Bernardo Bernice Bert Bertha Bertram Bessie Betsy Bettina Beverley Blaine Blair Blanche Bonita Bradford Brady Branden
  Bret Brice Brock Bronwyn Bryant Bryce Brynn Burton Byron Caitlin Callie Calvin Camden Camryn Candice Carey Carina Carissa Carleton
  Carlton Carly Carrie Carson Carter Casey Cassidy Cathleen Cecil Cedric Celeste Celia Cesar Chandler Charity Charlene Chase Chauncey
  Chelsea Chester Christel Christy Clarice Clarissa Clay Clayton Clement Cleo Cliff Clifford Clifton Clint Clinton Colby Coleen Collin
  Conrad Constance Cora Cornelius Cory Cristobal Curt Dallas Damian Damien Damon Dana Dante Daphne Darcy Darla Darnell Darrel Darrell
  Darren Darryl Davina Dawson Dayton Deanna Debora Deidre Deirdre Delbert Delia Delilah Demetrius Derrick Desiree Desmond Destiny Devin
  Devon Dexter Dianne Dimitri Dion Dixie Dominick Dora Doreen Dorothea Dorsey Drake Drew Duane Dudley Dwayne Dwight Earnest Ebony
  Edmond Edmund Edwin Effie Elaina Elbert Eldon Eli Elinor Elise Ellen Elliot Elliott Ellis Elmer Elsie Elton Elva Elvira Elvis Elwood
  Ember Emerson Emery Emilie Emmanuel Emmett Enid Erick Ernestine Ervin Essie Estelle Etta Eugenia Eula Eunice Evangeline Eve Everett
  Ezekiel Ezra Faith Fannie Fay Faye Fiona Flora Forrest Francine Franklin Freda Frederic Frederick Fritz Gabrielle Galen Garry Garth
  Gavin Gayle Gena Gene Genevieve Geoffrey Georgina Gerard Gerardo Gerry Gertrude Gilberto Gillian Ginger Giselle Glen Glenda Glenn
  Grady Gretchen Griffin Gus Gwen Hailey Haley Harley Harris Harrison Harvey Hattie Haydee Hayden Heath Hector Helene Henrietta Herman
  Hilda Hollis Homer Horace Ike Ilene Imelda Ina Ira Iris Irma Irvin Irving Irwin Isaiah Ivy Jackie Jackson Jaclyn Jake Jane Janelle
  Janine Jarvis Jasper Jay Jayden Jayne Jeannie Jed Jeffery Jenna Jennie Jerald Jeremiah Jermaine Jerome Jillian Jimmie Joann Jocelyn
  Jody Johnathan Johnnie Jolene Joni Josefina Josie Joy Juanita Julianne Juliet Julius June Justine Kaitlin Kara Karina Karla Katelyn
  Kathy Katrina Kay Keegan Keisha Kelli Kellie Kelvin Kendall Kennedy Kent Kerri Kerry Kip Kirby Kirk Kristi Kristine Kristopher Kristy
  Krystal Kurt Kylie Lacey Lamar Lana Lance Lara Latasha Latoya Laurel Laurence Laurie Laverne Lawanda Leander Lee Leigh Lela Leland
  Lenora Leo Leona Levi Lewis Lila Lillian Lillie Lincoln Lionel Liza Lizzie Lloyd Lola Lonnie Lora Loren Lorene Lorraine Lou Lowell
  Lucille Lucinda Lucius Luella Lula Luther Lyle Lynda Lynette Lynn Lynne Mabel Mack Mackenzie Madeline Madelyn Madge Mae Malinda
  Mallory Mamie Mara Marcella Marcelo Marci Marcia Margery Margie Margo Mariah Marianne Maribel Marietta Marissa Marla Marlene Marlon
  Marshall Marty Marvin Maryann Maryanne Mathew Mattie Maude Maura Maurice Mavis Maxine Maxwell Maya Meghan Melba Melinda Melody Melva
  Merle Mervin Micah Micheal Miles Millard Millicent Milo Milton Mindy Minerva Minnie Miranda Misty Mitchell Moira Mollie Mona Monroe
  Monte Morgan Morris Moses Muriel Murray Myra Myrna Myron Myrtle Natasha Nathaniel Neal Nellie Nelson Nestor Nettie Neville Nichole
  Nina Noel Noelle Nola Nolan Noreen Norris Octavia Odell Odessa Ofelia Olive Ollie Opal Orlando Orville Oscar Paige Pansy Patsy Patti
  Pearl Percy Perry Pete Phil Phoebe Preston Priscilla Quentin Quincy Quinn Rachael Ramon Ramona Randal Randall Randolph Raphael Raul
  Reba Rebekah Reggie Regina Reginald Rena Renee Reuben Rex Reynaldo Rhoda Rhonda Rickey Riley Robbie Robyn Rochelle Rodney Rodolfo
  Roland Rolando Ronnie Roosevelt Rory Rosalie Rosalind Rosanna Rosanne Rose Roseann Ross Roxanne Royce Rudolph Rudy Rufus Rusty Ruthie
  Sabrina Sadie Sammy Santos Sasha Saul Savannah Selena Selma Seymour Shannon Shari Shaun Shauna Shawn Shelby Sheldon Shelia Shelley
  Shelly Sheri Sherman Sherri Sheryl Sibyl Sidney Sierra Silas Skye Sonja Sonya Stacie Stan Stephan Sterling Stewart Susie Suzette
  Sybil Sydney Sylvester Sylvia Tabitha Tamara Tami Tamika Tania Tanisha Tanner Tanya Tara Tasha Taylor Teddy Terence Teri Terrance
  Terrell Terrence Terri Thad Thaddeus Thea Theodora Theodore Tia Timmy Tommie Toni Tonia Tonya Traci Trent Trenton Tricia Trina Trisha
  Troy Trudy Tyrone Ulysses Velma Verna Vernon Vickie Victor Vince Vivian Wade Wallace Ward Wendell Whitney Wilbert Wilbur Wilda Wiley
  Wilfred Wilhelmina Willard Willis Winifred Winston Woodrow Yvette Zachariah Zelda Zelma Agnete Ailsa Aksel Alfhild Alvar Amund Andrej
  Anette Annelie Anniken Annukka Antero Arvid Asbjørn Aslaug Ásta Audun Birger Birthe Bjarne Bodil Børge Bryndís Cato Christer Dag
  Ditte Egil Eivind Elina Ellinor Embla Endre Erlend Espen Eskil Esko Fanny Frida Frode Gísli Görel Gunnhild Haakon Halvard Halldór
  Harald Hedda Hedvig Herdis Hjalmar Ida-Marie Ingegerd Ingvar Ísak Ivar Jarl Jarmo Jenni Jörgen Jorunn Jouni Kaj Kalle Karianne Karita
  Katja Ketil Knut Kristian Linnéa Lise Lotta Magne Magnhild Maj Maren Margrethe Mari Martti Matilda Merete Merja Mikkel Oddvar Olaf
  Olavi Ossi Outi Øystein Paavo Palle Pelle Pernille Preben Ragna Ragnar Raimo Reidar Rikke Risto Roar Saara Sanna Sigurd Sissel
  Sólveig Steen Stein Steinar Stina Sune Sverre Synnøve Tapani Tapio Terttu Torbjørn Tord Tore Torgeir Torill Tormod Torstein Tove
  Trine Trygve Ulrik Unni Urban Vegard Vibeke Vidar Vigdis Viggo Vilhelm Villads Yngve Åke Åsa Aase Östen Albin Aleksander Aleksei
  Aleksey Alenka Aljaž Alojz Andraž Antonín Anže Blaž Blažej Bogdana Bohumil Bojan Bojana Boleslav Borislav Borut Božidar Branislav
  Branka Bronislav Cezary Danijel Danijela Darija Darina Darja Davorin Drago Dušan Dušana Dušanka Dzvenyslava Edita Edyta Emília Franjo
  Gašper Gorazd Grigory Helenka Ilja Ilija Iva Iveta Ivica Ivo Janko Jindřich Jindra Jovan Jovana Jožef Jure Jurij Kamila Karolína
  Kazimír Klára Klemen Kvetoslav Květa Lada Lech Leokadia Leoš Leszek Libor Libuše Lidija Lilianna Ljubica Ljubo Ljubomir Lucjan Ľubica
  Lubomír Luděk Magda Magdaléna Maks Maksim Marcela Marijan Marika Marinko Mariola Mariya Marjeta Maroš Mateja Matija Mieczysław
  Michaíl Mihael Mihail Mikołaj Mikuláš Milana Milena Miloslav Miloslava Milutin Mira Mirko Miro Miroslava Mitja Mladen Naděžda
  Natalija Natália Natasa Nebojša Neda Nedeljko Neven Nevena Nikita Nikolaj Norbert Oldřich Oleksiy Otakar Ota Pavla Pavle Pavlína
  Pavol Petya Predrag Primož Přemysl Radka Radko Radmila Radomír Radoslav Radosław Radovan Rajko Rastislav Ratko Renáta Roksana Romana
  Rostislav Rudolf Růžena Samo Sandi Saša Sergej Silvija Slavko Slavomír Slobodanka Stanislava Stanko Stepan Stojan Svatava Svatopluk
  Šárka Štefánia Štěpán Tadej Tatjana Teodor Teodora Tihomir Tihana Tomaž Uroš Valentin Valeri Vanda Vanja Vasil Vasily Vasilij Vedran
  Velimir Veselin Věroslav Viera Viktoria Vilém Vinko Vít Vítězslav Vjekoslav Vlado Vladislav Vladislava Vlasta Vlastimil Vuk Waldemar
  Wiktor Witold Włodzimierz Yana Yaroslav Yuliya Yuriy Zbyněk Zdenka Zdenko Zdravko Zlata Zlatko Zorica Žaneta Željka Žiga Ábel Ádám
  Ákos Anikó Árpád Bálint Barnabás Benedek Bertalan Csongor Dávid Dezső Dénes Döme Edina Elemér Emese Enikő Etelka Fanni Flórián
  Gergely Géza Gizella Györgyi Gyöngyi Hajnalka Ibolya Ilka Izabella Jenő Jolán Kálmán Kitti Klaudia Kornél Kristóf Krisztián Lili
  Loránd Lóránt Márk Márton Miklós Nándor Noémi Ödön Orsolya Ottó Pál Rezső Sára Szabolcs Szilárd Teréz Tímea Tivadar Vencel Vilmos
  Virág Zita Zsanett Zsombor Zsuzsa Achille Adélaïde Adrien Albertine Amandine Amaury Ambroise Andrée Angèle Annick Ariane Armelle
  Arsène Aurélien Auguste Baptiste Barthélemy Bastien Béatrice Bénédicte Bérénice Bertrand Blaise Carole Christelle Claudette Claudine
  Clément Clotilde Corentin Cyril Cyrille Danièle Dorothée Édouard Éloïse Emeline Emmanuelle Étienne Eugénie Évelyne Fabien Fernand
  Florent Frédérique Gaëlle Gaétan Gérald Germaine Ghislain Gilles Ginette Grégoire Grégory Gustave Guy Gwenaëlle Henriette Hervé
  Hortense Hugues Huguette Jeannine Jérémie Jérémy Joël Joëlle Jocelyne Josette Josiane Laure Léon Léonie Liliane Luc Lucette Lucienne
  Ludovic Marcelle Marielle Marine Maryse Michèle Mylène Nadège Ninon Odile Pascale Patrice Pierrette Raoul Raymonde Régine Régis Rémy
  Renaud Renée Roch Rodolphe Rolande Roselyne Serge Solène Sylvain Sylvaine Tanguy Valentine Violette Viviane Yann Yolande Yvon
  Zacharie Adalberto Adelmo Agostino Alessandra Alessio Alfio Alfredo Amedeo Annalisa Annamaria Antonello Arnaldo Azzurra Benedetta
  Benedetto Bernardino Biagio Brunella Calogero Camillo Carlotta Carmelo Cecilia Cesare Cirino Corrado Cosimo Cristiano Daniele Danilo
  Demetrio Dino Domenica Donato Elisabetta Emanuela Enrica Eros Eugenio Fabiana Fabrizio Fausto Ferdinando Flavia Flavio Fulvio Gaetano
  Gaspare Germano Giacinto Giada Gianmarco Gianna Giordano Girolamo Giuliana Giuliano Giulio Grazia Guglielmo Guido Ignazio Immacolata
  Jacopo Katia Lamberto Lanfranco Letizia Licia Livia Livio Lorenza Luca Luciana Lucrezia Luigia Manfredi Manlio Marcello Mariella
  Marilena Marisa Massimiliano Mattia Mauro Melania Michela Michelangelo Mirella Moreno Natale Nicolò Nicoletta Nunzio Oreste Orietta
  Ornella Orsola Osvaldo Ottavio Palmira Pompeo Remo Rinaldo Romolo Rossana Rossella Ruggero Sabatino Sabina Samuele Sandro Santina
  Saverio Sebastiano Selvaggia Settimio Silvana Silvano Silvestro Stefania Tancredi Tecla Tiziana Tiziano Tullio Ubaldo Valerio
  Vincenza Vito Vittoria Vittorio Viviana Zaira Abelardo Adán Adela Adolfo Aída Alfonsina Almudena Anahí Ángeles Aniceto Antonieta
  Arcadio Asunción Aurelia Azucena Baltasar Bárbara Bartolomé Basilio Begoña Belén Benigno Benito Benjamín Bernabé Berta Blas Camilo
  Candela Cándido Caridad Carlota Cayetana Celestino César Clemente Cruz Damián Débora Delfina Demetria Domingo Dulce Edgardo Eladio
  Elías Eliseo Eloy Estefanía Eulalia Eusebio Evaristo Fabiola Fátima Faustino Feliciano Felisa Fermín Flor Florencia Fortunato Froilán
  Gabino Gaspar Genoveva Griselda Guillermina Heliodoro Herminia Hilario Hipólito Hortensia Humberto Ignacia Isidoro Ismael Itziar
  Jacinto Joaquina Josep Justa Lázaro Leocadia Leopoldo Lupe Macarena Marcelina Marcial Mariano Maricarmen Maritza Máximo Micaela
  Milagros Mireya Modesto Moisés Nerea Nicanor Nieves Norberto Octavio Pascual Patricio Paz Plácido Primitivo Prudencio Purificación
  Raimundo Rebeca Reina Remedios Rigoberto Román Rosalía Rosaura Sabino Salomé Sancho Saturnino Saúl Severino Teodoro Teófilo Timoteo
  Toribio Trinidad Úrsula Valentín Vanesa Vicenta Violeta Wenceslao Yadira Xiomara Zacarías Zoraida Adão Aloísio Ananda Anderson
  Armindo Benedita Bento Brás Breno Bruna Cândida Cecília Célia Cláudia Cleusa Cristiane Davi Eduarda Eliana Estêvão Evandro Fabrício
  Flávia Flávio Franciele Geraldo Gisele Glória Graça Heitor Heloísa Henrique Inácio Isaura Ivone Jandira Jéssica Joana Josué Júlio
  Kauã Leandra Luís Luzia Maiara Marília Mário Maurício Mayara Murilo Nádia Neide Odete Rafaela Raíssa Renan Rogério Rosângela Samara
  Sebastião Sílvia Simão Sônia Tadeu Taís Tânia Tarcísio Telma Thaís Tomé Valdir Valéria Vânia Vitor Wagner Yara Zélia Achim Adelheid
  Albrecht Alexandra Alois Annegret Annett Antje Arndt August Beate Benno Bernhard Berthold Birte Bodo Brunhilde Burkhard Carsten Claus
  Clemens Detlev Dietmar Dietrich Dörte Eckart Eckhard Ekkehard Elmar Engelbert Erhard Erich Erwin Eugen Ewald Falk Ferdinand Franz
  Frauke Friedhelm Friederike Gerd Gerda Gerlinde Gernot Gerold Gesine Gisbert Gitta Gottlieb Gunther Hannes Hartmut Hedwig Heiko
  Heiner Helge Helmuth Heribert Herta Hubertus Imke Ines Ingo Irmgard Isolde Joachim Jochen Jörn Karlheinz Karsten Kathrin Klara Konrad
  Kord Kunigunde Leonhard Lorenz Lothar Ludger Lutz Malte Margot Margret Mareike Marlies Mathias Mechthild Meike Meinhard Nadja Oswald
  Otmar Reiner Reinhard Reinhold Rüdiger Ruprecht Sieglinde Sigmund Steffen Steffi Swantje Theodor Thilo Tilman Traudel Traute Veit
  Verena Volkmar Waldtraut Walburga Wigbert Wilfried Willi Wolf Wolfram Xaver Aafke Aart Adriaan Aleida Alwin Annelies Annemiek Arend
  Arjan Arjen Bastiaan Berend Cees Coen Corné Diederik Doutzen Elske Emiel Evert Ferry Floris Frans Freek Geertje Gerben Gijs Gijsbert
  Gudule Hein Hendrika Jaap Jacco Janneke Jef Jilles Joep Joris Jos Jurre Katrijn Kris Laurens Leendert Lenie Lodewijk Loes Marloes
  Martijn Mathijs Matthijs Mees Menno Merel Mieke Myrthe Nelleke Nico Niek Pier Pleun Reinier Reinout Rembrandt Renske Riet Robbert
  Roel Rutger Sjaak Siebe Siem Stef Suze Teun Teunis Thirza Tijmen Tineke Toon Twan Wessel Wieke Yvo Abdirahman Abdulaziz Adnan Afaf
  Akram Ala Alia Amira Ammar Anas Arwa Ayman Aziz Aziza Badr Bahaa Basel Bashar Bashir Basma Bassam Bushra Dalal Dima Dunya Ehab Eman
  Essam Fadi Fadwa Farid Farida Faris Farouk Fawzi Fayez Ghada Ghassan Habib Hadi Hadeel Haifa Haitham Hakim Hala Hamad Hanan Hani
  Harith Haroun Hashim Hatem Haya Hisham Husam Hussam Idris Ihab Ikram Inaam Isam Israa Jaafar Jabir Jalal Jamil Jamila Jawad Jihad
  Jumana Kamal Kawthar Khalil Layan Lubna Lujain Maha Mahdi Majed Malak Malik Manal Manar Marwa Maysa Mazen Mohamad Mostafa Muna Munir
  Murad Nadir Nael Naguib Nahla Najib Najla Najwa Nawal Nayef Nazih Nizar Noura Omaima Othman Qasim Rabab Rabia Rafiq Raghad Raja Rasha
  Rawan Raya Rida Riyad Rola Ruba Sabah Safa Safaa Sahar Saif Salah Saleh Samia Saud Sawsan Shadi Shahd Shaima Sharif Suha Suhail
  Sulaiman Taha Talal Talib Tamer Thamer Ubayd Wael Wafa Yahya Yasir Yasser Younes Zaher Zakaria Zaki Zuhair Agung Aiko Arata Arif
  Atsushi Aya Ayaka Bich Binh Chie Chinatsu Cuong Daichi Daiki Dae Diem Eiji Endang Fumiko Giang Goro Hajime Haruki Hideki Hiroki
  Hiroko Hisako Hitomi Hoang Huy Isamu Jae Junichi Kana Kanako Kaori Katsumi Kazuki Kei Keisuke Kimiko Kiyoko Kyung Maiko Mami Masahiro
  Masako Masaki Masaru Miki Minho Miyuki Momoko Naoko Nobuko Oanh Osamu Phong Phuc Quoc Quynh Rie Rina Ryota Saki Sayaka Seiji Seung
  Shin Shinichi Shizuka Shun Sora Sumiko Susumu Taichi Takahiro Takako Takumi Tam Tatsuya Tetsuya Thao Thi Thu Tomoya Toshiko Trinh
  Trung Truong Tsubasa Tuyen Vinh Wahyu Xiang Xiao Xiu Yasuko Yasuo Yoshiko Youngho Yuka Yukiko Yumi Yuriko Yusuke Yutaka Zhen`,
].join(' ');
