/** The contract is data: no code knows the number of a clause of any contract that the program carries. */
import { expect, test } from 'vitest';
import { clauseNumbers, inCode, numbersIn, proseNumbers, starterNumbers } from './_clause-numbers.ts';

const ids = starterNumbers();

test.for(['src', 'reports', 'templates', 'jobs'])('%s', (folder) => {
  expect(ids.length).toBeGreaterThan(80);
  expect(clauseNumbers(folder, ids)).toEqual([]);
});

test.for(['blank', 'bureau', 'campus', 'cloud'])('what %s says names clauses as its paper does', (starter) => {
  expect(proseNumbers(starter)).toEqual([]);
});

test.for([
  ["const a = '见 5.3.6';", ['见 5.3.6']],
  ["const a = '（5.1.1(2)）';", ['（5.1.1(2)）']],
  ["x({ clauses: ['2'] });", ['2']],
  ["expandClauses(['4'], contract);", ['4']],
  ["if (id === '5.3.6') go();", ['5.3.6']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: code that is looked at
  ['const a = `条款 5.2.3 要求 ${x}`;', ['条款 5.2.3 要求 ']],
  ["const a = '3.1-3.3';", ['3.1-3.3']],
] as [string, string[]][])('%s names a clause', ([code, found]) => {
  expect(inCode(code, ['5.3.6', '5.1.1(2)', '5.2.3', '3.1', '3.3'])).toEqual(found);
});

test.for([
  ...[
    'TLS 1.2',
    'TLS 1.0、1.1 与弱套件',
    '升级到 4.2.1',
    '读取固件版本 2.1',
    '3.1 万次登录请求',
    '2.1 GB',
    'HTTP/1.1',
    '10.4.2.1',
    'CVSS:3.1/AV:N',
  ],
])('%s is no clause', (text) => expect(numbersIn(text, ['1.2', '4.2.1', '2.1', '3.1', '1.1'])).toEqual([]));

test('a version by the name of its property is no clause', () => {
  expect(inCode("x({ versions: ['4.2.0', '4.2.1'], installed: '4.2.1' });", ['4.2.1'])).toEqual([]);
});
