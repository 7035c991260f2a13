import { describe, expect, it } from 'vitest';
import deliverable from '../../reports/consultation-digest.ts';
import { frequentQuestions } from '../../src/subjects/requests/judge/frequent-questions.ts';
import consultation from '../../src/subjects/requests/kinds/consultation.ts';
import { recordOf } from './_documents.ts';
import { t } from './_incidents.ts';
import { AS_OF, records } from './_month.ts';
import { periodicDocument } from './_periodic.ts';
import { expectGolden, printed, rowsOf, sectionOf, tableOf } from './_printed.ts';

const november = { deliverable, records, period: '2026-11', asOf: AS_OF };

describe('consultation-digest', () => {
  it('is the golden document of a month with consultations', () => {
    expectGolden('consultation-digest', periodicDocument(november));
  });

  it('counts a question again with those of before, since the begin of service', () => {
    const older = recordOf(consultation, {
      id: 'ZX-20261006-001',
      at: t('2026-10-06 10:00'),
      answeredAt: t('2026-10-06 10:05'),
      enteredAt: t('2026-10-06 10:06'),
    });
    const doc = periodicDocument({ ...november, records: [...records, older] });
    const [row] = rowsOf(tableOf(doc, '高频问题（服务期内问过两次及以上）'));
    expect(row).toMatchObject({ here: '2', count: '3', article: 'usage/overtime-edit', departments: '人事处、办公室' });
  });

  it('keeps an unsolved question of an earlier month until it is answered', () => {
    const open = (answered: string | undefined) =>
      recordOf(consultation, {
        id: 'ZX-20261007-001',
        at: t('2026-10-07 10:00'),
        enteredAt: t('2026-10-07 10:06'),
        status: answered === undefined ? 'open' : 'solved',
        answer: answered === undefined ? undefined : '已答复',
        answeredBy: answered === undefined ? undefined : '驻点运维工程师',
        answeredAt: answered,
        article: undefined,
        articleChange: undefined,
      });
    const still = periodicDocument({ ...november, records: [...records, open(undefined)] });
    expect(printed(sectionOf(still, 'unsolved'))).toContain('未解决 2 次，其中上期及以前转入 1 次');
    const answered = periodicDocument({ ...november, records: [...records, open(t('2026-11-09 09:00'))] });
    expect(printed(sectionOf(answered, 'unsolved'))).toContain('以前的咨询于本期答复 1 次：ZX-20261007-001');
  });

  it('says so when nobody asked anything, and never 无', () => {
    const text = periodicDocument({ ...november, records: [] })
      .sections.map(printed)
      .join('\n');
    expect(text).toContain('统计区间内没有登记技术咨询');
    expect(text).not.toContain('没有未解决的咨询');
    expect(text).not.toMatch(/^无$/m);
  });

  it('says until when it counts when it is issued before the month is over', () => {
    expect(printed(periodicDocument(november))).toContain('统计截至 2026-11-30 17:00，其后的咨询列入下期');
    const late = periodicDocument({ ...november, asOf: t('2026-12-02 09:00:00') });
    expect(printed(late)).not.toContain('统计截至');
  });
});

describe('frequentQuestions', () => {
  const asked = (n: number, question: string, article?: string) =>
    recordOf(consultation, {
      id: `ZX-2026110${n}-001`,
      at: t(`2026-11-0${n} 10:00`),
      answeredAt: t(`2026-11-0${n} 10:01`),
      enteredAt: t(`2026-11-0${n} 10:02`),
      question,
      article,
      articleChange: article === undefined ? undefined : 'existing',
    });

  it('takes the same words for the same question whatever the punctuation, and asks for two', () => {
    const found = frequentQuestions([asked(1, '忘记密码怎么办？'), asked(2, '忘记密码，怎么办'), asked(3, '怎么请假')]);
    expect(found.map((one) => [one.question, one.count])).toEqual([['忘记密码，怎么办', 2]]);
  });

  it('counts under a question those alone that asked it, though one article answers others too', () => {
    const all = [
      asked(1, '怎么请假', 'a/one'),
      asked(2, '怎么销假', 'a/one'),
      asked(3, '怎么请假'),
      asked(4, '怎么销假'),
    ];
    const found = frequentQuestions([...all, asked(5, '怎么补卡', 'a/one'), asked(6, '怎么请假', 'a/two')]);
    expect(found.map(({ question, count, article }) => [question, count, article])).toEqual([
      ['怎么请假', 3, 'a/two'],
      ['怎么销假', 2, 'a/one'],
    ]);
  });
});
