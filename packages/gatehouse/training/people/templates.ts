/** Sentences with slots, in several languages, from which training texts are made. `{P}` is a person; the slots are in `slots.ts`. */

export const TEMPLATES: readonly string[] = `
My name is {P}.
my name is {P} and I live in {L}
I'm {P} from {O}.
This is {P} speaking.
Hello {G}, how are you?
Hi {G},
Dear {H} {S},
Dear {P},
Hey {G}! Did {G} call you?
Thanks, {G}
Best regards,\\n{P}
Kind regards,\\n{P}\\n{J}\\n{O}
{P} lives in {L}.
{P} was born in {L} and grew up in {L}.
{P} works for {O} in {L}.
{P} joined {O} as a {j}.
{P}, a {j} at {O}, said that the plan had changed.
{P}, the {J}, explained the decision.
{H} {S} will see you now.
{H} {P} called this morning.
Please ask {H} {S} about the contract.
{G} and {G} went to {L} together.
{G}, {G} and {G} are friends.
{S}, {S} and {S} wrote the paper.
{S} et al. showed that the method works.
According to {S}, the results are clear.
{G} said hello to {G}.
{G} asked: "Where is {G}?"
"I am glad," said {G}.
"That is wonderful," says {S}.
{G}: where are you?\\n{G}: at home
She called him {G}.
The account is under the name {P}.
account holder: {P}
Name: {P}
Name: {P}\\nAddress: {A}
Full name: {P}\\nCity: {L}\\nCompany: {O}
Patient {P} was admitted yesterday.
The patient, {H} {S}, is 54 years old.
Please contact {G} {S} for details.
I spoke with {P} yesterday.
I met {G} at {O} last year.
The book was written by {P}.
a novel by {P}
Do you like {G}?
{G} is very kind.
{G} is a nice person.
{G} has a new job.
{G}'s mother is a {j}.
I love {G}'s house.
Is {G} coming with us?
Who is {P}?
Meeting with {P} and {P} at noon
cc {P}
Assigned to {P}
Author: {P}
signed by {P}
CEO {P} announced the results of {O}.
{O} is based in {L}.
{O} was founded in {L} by {P}.
{O} announced a new product today.
{O} invested in the market.
{O} and {O} merged.
{O}, {O} and {O} are competitors.
I work at {O}.
She works for {O}.
He left {O} and went to {O}.
The {O} office is in {L}.
Shares of {O} fell.
Customers of {O} complained.
A spokesperson for {O} declined to comment.
we are meeting at {O}, {A}
I come from {L}.
I'm from {C}
She moved from {C} to {C}.
We are flying to {L} tomorrow.
the train from {L} to {L}
In {C} people eat late.
The weather in {L} is fine.
The best restaurants in {L}, {C}
Born in {L}, {C}, in 1950.
the people of {C}
The government of {C} said no.
{C} and {C} signed a treaty.
a business trip in {L}
Flights to {L}
Located in {L}, {O} serves customers.
The population of {L} is growing.
I live at {A}.
My address is {A}.
Please update my address to {A}.
Ship it to {A}.
Meet me at {A}.
It's in {A}
Where? {A}
delivery address: {A}
The shop is on {R} in {L}.
Turn left on {R}.
{P}\\n{J}\\n{O}\\n{A}
{O}\\n\\n{A}
{O}\\n{A}\\nUSA
I am a {j}.
He works as a {j}.
Job title: {J}
Position: {J}
{P}\\n{J}
{P}, {J}, {O}
{G} {w} {G}.
{W} {w}? {S} and {S} {w} the {w}.
{W} {w} {w}, {G}!
{W} {w}, {G}?
{w} {w} by {P} {w}
the {S} {w} is {w}
{P}, {P} and {P} {w} it.
{O} {w} the {w}.
{O} is the {w} of {w}
{W} {w} the {w} of {O}.
{O} is a {w} that {w} {w} {w}
{w} {w} in {L}. {W} {w}
{W}: {P}\\n{W}: {L}
{W}: {O}
{W}: {P}
{w}: {P}
{G}: "{W} {w}"
{P} | {J} | {O}
| {P} | {C} | {N} |
{N} {P} {C}
{H} {S} asked for a refund.
The ticket was opened by {P} on Monday.
{G} forwarded your message to {G}, who will answer.
{G} told {G} about {G}.
{G} met {S} in {L}.
I think {G} knows.
Tell {G} to write to {S}.
{S} disagrees with {S}.
For {S}, it {w} the {w}.
{P} ({O})
{P} <
From: {P}\\nTo: {P}\\nSubject: {w} {w}
Interview with {P}, {w} of {O}
{P}'s {w} {w} the {w}.
The {w} of {P} and {P} is {w}.
{S}'s {w} was {w} by {S}.
The witness, {P}, was seen in {L}.
The defendant {S} {w} the {w}.
{P} was admitted to hospital in {L}.
Our nurse {G} {w} you.
The invoice goes to {O}, {A}.
Bill to:\\n{P}\\n{A}
Ship to:\\n{O}\\n{A}
{O}, {A}, {w} {w}
He lives on {R}.
They closed {R} because of {w}.
Her flat at {B} is {w}.
You find us at {B} in {L}.
The parcel is at {A}.
the office on {R}
{L}, {C}
{L} is a {w} in {C}.
{w} from {L} {w} {w}
{w} near {L}, {w} {w}
They {w} in {L} and {w} in {L}.
{L}: {w} {w}
{C} {w} {C} {w}
{C} has {w} {w}.
The {w} in {C} are {w}.
{O} hired {P} from {O}.
{w} at {O} {w} {w}
{w} by {O}, {w} {w}
{O} said it {w} the {w}.
Both {O} and {O} {w} {w}.
Her colleagues {G}, {G} and {G} {w}.
{G} {w} that {G} {w}.
why {w} {G} {w}?
{W} {G} {w} {w}?
with {G}, {w} {w}
"{W}, {G}," {w} {S}.
{w}, says {S}
{w} {S} {w} {w} {S}
- {P}\\n- {P}\\n- {P}
- {O}\\n- {O}
Guests: {P}, {P}, {P}
{W} {w} in {L} {w} {w}
{w} {w} in {C}, {w}
{W} {w} from {L} {w} {w}
{w} {w} from {C}, {w}
{W} {w} to {L} {w} {w}
{w} {w} to {C}, {w}
{W} {w} near {L} {w} {w}
{w} {w} near {C}, {w}
{W} {w} across {L} {w} {w}
{w} {w} across {C}, {w}
{W} {w} for {L} {w} {w}
{w} {w} for {C}, {w}
{W} {w} of {L} {w} {w}
{w} {w} of {C}, {w}
{W} {w} at {L} {w} {w}
{w} {w} at {C}, {w}
{W} {w} by {P} {w} {w}.
{w} {w} by {G}
{W} {w} with {P} {w} {w}.
{w} {w} with {G}
{W} {w} for {P} {w} {w}.
{w} {w} for {G}
{W} {w} to {P} {w} {w}.
{w} {w} to {G}
{W} {w} and {P} {w} {w}.
{w} {w} and {G}
{W} {w} about {P} {w} {w}.
{w} {w} about {G}
{W} {w} of {P} {w} {w}.
{w} {w} of {G}
{W} {w} is {P} {w} {w}.
{w} {w} is {G}
{W} {w} than {P} {w} {w}.
{w} {w} than {G}
{W} {w} from {P} {w} {w}.
{w} {w} from {G}
{W} {w} at {O} {w} {w}
{w} {w} at {O}.
{W} {w} by {O} {w} {w}
{w} {w} by {O}.
{W} {w} with {O} {w} {w}
{w} {w} with {O}.
{W} {w} for {O} {w} {w}
{w} {w} for {O}.
{W} {w} of {O} {w} {w}
{w} {w} of {O}.
{W} {w} from {O} {w} {w}
{w} {w} from {O}.
{W} {w} and {O} {w} {w}
{w} {w} and {O}.
{W} {w} to {O} {w} {w}
{w} {w} to {O}.
{W} {w} at {A} {w} {w}
{W} {w} at {B}.
{W} {w} to {A} {w} {w}
{W} {w} to {B}.
{W} {w} is {A} {w} {w}
{W} {w} is {B}.
{W} {w} with {A} {w} {w}
{W} {w} with {B}.
{W} {w} on {A} {w} {w}
{W} {w} on {B}.
{W} {w} from {A} {w} {w}
{W} {w} from {B}.
{P} {w} {w} {w}.
{G} {w} {w} {w}.
{S} {w} {w}.
{w} the {S} {w}
{O} {w} {w} {w}.
{L} {w} {w}.
{C} {w} {w} {w}!
{w}: {G}, {S} and {G}
{w}? {P}
{w}: {A}
{W} {w}, {G} {w}. {W} {w}
{G} {w} {G}, "{w} {w}"
{S} and {S} {w}
{W} {w} {w}? {S} {w}.
{w}\\n{P}\\n{w}
Ich heiße {P} und wohne in {L}.
Mein Name ist {P}.
Guten Tag Herr {S},
Sehr geehrte Frau {S},
Herr {P} arbeitet bei {O} in {L}.
Die Adresse ist {A}.
{P} kommt aus {C}.
Je m'appelle {P} et j'habite à {L}.
Bonjour Madame {S},
Monsieur {P} travaille chez {O}.
Mon adresse est {A}.
{P} est né à {L}.
Me llamo {P} y vivo en {L}.
Mi dirección es {A}.
El señor {S} trabaja en {O}.
{P} nació en {L}.
Mi chiamo {P} e abito a {L}.
Il signor {S} lavora per {O}.
Il mio indirizzo è {A}.
Meu nome é {P} e moro em {L}.
O senhor {S} trabalha na {O}.
Mijn naam is {P} en ik woon in {L}.
Meneer {S} werkt bij {O}.
Benim adım {P}, {L} şehrinde yaşıyorum.
Sayın {P},
Mera naam {P} hai aur main {L} mein rehta hoon.
Mitt namn är {P} och jag bor i {L}.
Nazywam się {P}, mieszkam w {L}.
Addressee {P}, street {B}, town {L}, code {Z}
Send the crate to {P} (goods entrance):\\n{B}, {U}\\n{L}
Our works:\\n{O}\\n{B}\\n{Z} {L}
Head office\\n{O}\\n{B}\\n{L} {Z}
Recipient\\n{P}\\n{B}, {L}
{P}\\n{A}\\nPhone {N}
Consignee: {O}, {B}, {L} {Z}
Pick up two pallets at {B} and bring them to {R}.
Our courier rang at {A} but nobody opened.
Write a polite reminder to {P} of {O} about the unpaid invoice.
Draft a letter of reference for {P}, who leaves {O} in March.
Summarise the call between {G} and {S} for the file.
Translate the following note that {G} left for {G}.
{G}, could you forward this to {S} and copy {G}?
As {G} pointed out, {O} never replied to {S}.
Minutes: {G} opens the meeting, {G} reports on {O}, {S} objects.
Present: {P} ({O}), {P}; excused: {G} {S}
Between {P}, hereinafter the tenant, and {O}, hereinafter the landlord
The plaintiff {P} demands payment from {O}.
Attorney {S} filed the motion against {O} in {L}.
Counsel for {O} asked {S} to repeat the answer.
Sample taken from {P} on the ward; {H} {S} informed.
{H} {S} prescribed the tablets to {G} again.
Referral from {H} {P}, surgery in {L}
The child, {G}, fell from the swing; her aunt {G} brought her in.
{G}'s salary goes up in April, {G}'s does not.
Reviewer {S} wants the figures for {O} by Friday.
Candidate {P} withdrew; we now favour {P}.
{P} applied for the post of {j} at {O}.
Before that she spent six years as {j} with {O} in {L}.
We signed the deal with {O} after {O} pulled out.
Is {O} a reliable supplier?
How many people does {O} employ in {C}?
What did {O} pay for {O}?
Compare the offers of {O}, {O} and {O}.
Our bank, {O}, blocked the transfer to {O}.
The engineers at {O} blame {O} for the outage.
{O}'s lawyers wrote to {O}.
Two buyers from {O} visited the plant near {L}.
An audit by {O} found nothing.
I bought it from {O} and want my money back.
My contract with {O} ends soon, should I switch to {O}?
{O} shut its branch in {L} last winter.
Since the merger {O} sells tractors in {C}.
Plan three days in {L} with a detour to {L}.
Which bus goes from {L} to {L} at night?
My flight lands in {L} and the next one leaves from {L}.
The road between {L} and {L} is closed.
It rained in {L} all week, says {G}.
Farmers around {L} sell to {O}.
Customs in {C} held the container back.
She emigrated from {C}, then settled near {L}.
Hotels close to {L}, not further than {L}
Born: {L}; lives: {L}; works: {O}
Hello, {G} here, I lost my card in {L}.
Good morning {H} {S}, the parcel for {O} has arrived.
{G} and her cousin {G} {S} share a flat in {L}.
Uncle {G} taught {G} to swim.
Happy birthday, {G}!
Poem for {G}, who turns ninety
Invite {G}, {G} and the {S} family.
I, {P}, hereby confirm the order.
Signed: {P}, {L}
Report to {S} before {G} does.
This plan was {G}'s idea, not {S}'s.
{S} beat {S} in the final in {L}.
{P} sang, {P} danced, and {P} from {L} told jokes.
Owner: {P}; keeper: {P}; stable: {L}
{G} ({S}) {w} {w}
{S}, {G}\\n{S}, {G}
{S}, {G}: {w} {w}
customer={P}; city={L}; firm={O}
"name": "{P}", "city": "{L}", "company": "{O}"
<td>{P}</td><td>{L}</td><td>{O}</td>
{P}, {N}, {L}
{P}\\n{B}\\n{L}\\n{C}
{B}\\n{U}\\n{L} {Z}
{P}\\n{B}\\n{L} {Z}
{P}\\n{U}, {B}\\n{L}
{O}\\n{B}\\n{L}, {X}
{O}\\n{B}\\n{L}\\n{C}
{B}\\n{L}\\n{C} {Z}
{U}\\n{L}\\n{C}\\n{Z}
{P}\\n{B}\\n{U}\\n{L}
{B} {U}\\n{L}\\n{C}
To\\n{P}\\n{B}\\n{L}\\n{C}
{B}\\n{L}, {X} {Z}
{B}\\n{L}
`
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.replaceAll('\\n', '\n'));
