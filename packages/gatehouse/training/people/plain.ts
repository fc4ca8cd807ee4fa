/** Texts without names, for the model to learn what is none: prose, headings, code, tables, other languages. */

/** Texts without any name: `{W}` is an ordinary word with a capital, `{w}` one without, `{T}` a term of technology. */
export const PLAIN: readonly string[] = `
{W} {w} {w} the {w} of {w}.
The {w} {w} is {w}. {W} {w} it {w}.
# {W} {W}
## {W} {w} and {w}
{W} {W} {W}
* {W} the {w} {w}
- **{W}**: {w} {w} {w}
1. {W} the {w}.\\n2. {W} {w} {w}.
{W} {w}. {W} the {w} with {T}.
Use {T} to {w} the {w}.
{T} and {T} are {w}.
The {T} API returns a {W} object.
import { {W}{W} } from '{w}';
class {W}{W} extends {W} {
const {w} = new {W}({w});
def {w}_{w}(self, {w}): return {W}.{w}
{W}Error: {w} {w} is not {w}
{"{w}": "{w}", "{W}": {N}}
{W}: {w} {w}
{W} {N}: {w} {w}
{W} {N}
Table of Contents
See also {W} {W}.
Section {N}. {W} and {W}
If you {w} the {w}, {w} it in the {w}.
I want to {w} my {w}. How do I {w} it?
Could you {w} the {w} for me?
What is the {w} of my {w}?
Please {w} this {w}.
How many {w} are in a {w}?
{W} a {w} about {w} and {w}.
Can I {w} the {w} at the {w}?
On {D} we {w} the {w}.
In {M} {N} the {w} {w}.
The {w} takes {N} {w} in {w}.
We have {N} {w} and {N} {w}.
{W} speaks English and French.
the English language, the German {w}, a French {w}
NOTE: {w} {w} MUST {w}
WARNING {w} {w}
TODO: {w}
I {w} at the {w} in the {w}, and by {w}.
in {w}, from {w} to {w}, at {w}
{w} in {w} by {w} for {w}
hello, {w} {w} {w}
hi there, {w} the {w}
{W}, {W}, and {W} are {w}.
SELECT {w} FROM {w} WHERE {w} = {N};
GET /{w}/{N} HTTP/1.1
Copyright (c) {N} The {W} Authors
MIT License
Step {N}: {W} the {W} button.
Click {W} > {W} > {W}.
{T} {N}.{N} is {w}.
Hello World
Lorem ipsum dolor sit amet
Yes, I {w}. No, I {w}.
Thank you for your {w}.
The {W} of the {W}
"{W} {w}," it says.
{W}? {W}!
a {w} - {W} {w} - {w}
the {W} {w}
{W}-{w} {w}
{N} {w} {W}
Chapter {N}
Figure {N}: {W} of {w}
Der {w} ist {w}. Die {W} und das {W}.
Le {w} est {w}. La {w} de {w}.
El {w} es {w}. La {w} de {w}.
Q: {w} {w}?\\nA: {W} {w}.
User: {w} {w}\\nAssistant: {W} {w}.
{Y} and {Y} {w} the {w}.
the {Y} {w} ({Y}) is {w}
{W} {w} {Y}: {w} {w}
## {Y} {W}
- {Y} {w} {w}
{w} {w} {Y}, {Y} and {Y} {w}
{W} {w} the {W}{W} {w} with {W}{W}.
### Handling {W}{W}
- {W}{W}: {w} of the {w}
{w} for {W}{W} and {T}
{N} {w} {w} and {N} {w}.
{W} {N} {w} from the {N} {w}.
{W} has {N} {w} and {w} {N} {w}
in {N} {w}, {w} {w} {N} {w}
{W} {T} {W}
the {T} {W} {w}
{W} a {w} {w} in {T} or {T}.
{W}! {W} {w}.
I'm {w} {w}. It's {w}, {w}?
{W} 'the {w}' {w}
Act as a {w} {w}. You {w}.
(not {w} {w})
{W} {W} {w} {W} {w}
{K} {m} {m} {m} {K}, {m} {m}.
# {K} {m} {K}
- {K}: {m} {m} {K}
{m} {K} {m} {m} {K} {m}. {K} {m} {m}.
* **{K} {m}**: {m} {m}
{N}. {K} {m} {m} {m}
"{K} {m} {m}" {m} {m}
{K} {K} {m} {m}
{m} {m} {K} {m} {K}-{K} {m}
Die {K} {m} der {K} und das {K} {m} für {K}.
Le {m} de la {m} est {m}. Les {m} sont {m}. {K} {m}!
El {m} de la {m}. Los {m} son {m}. ¿{K} {m}?
Il {m} della {m}. Gli {m} {m}.
O {m} da {m}. {K} os {m} {m}.
Het {m} van de {m}. {K} een {m}.
{K} {m}, {m} {m} {m}. Bu {m} {m}.
{"{w}": "{K} {m} {m}"}
| {K} | {m} | {K} {m} |
## {K}
{K} & {K} {m}
{W} ({T}) {w}
{T}: {w}
[{W} {W}](https://example.com/{w})
| {W} | {W} {w} | {N} |
<{w} {w}="{W} {w}">
label: "{W}"
- [{T} {w}](#{w})
{W} {w} {T}'s {w}
`
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.replaceAll('\\n', '\n'));
