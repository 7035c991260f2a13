/** 岗位与时间: when somebody has to be where by the contract, on the page of the duty records and of the clauses that ask for it. Pure. */
import { clauseMark, clauseMarks } from '../../contract/terms/clause-marks.ts';
import { type Post, requirementsOf } from '../../contract/terms/requirements.ts';
import type { Topic } from '../../contract/terms/topics.ts';
import type { Block, Section } from '../../report/site-model.ts';
import { officeHoursText, postClock, postDays, postNotes } from '../../wording/post-hours.ts';
import type { SiteFacts } from './facts.ts';
import { clauseHref } from './links.ts';

/** Clauses that ask for people at times. */
const ABOUT: readonly Topic[] = ['attendance', 'phone', 'staffing', 'duty'];

/** What is said where no post is in the data. */
const NONE = '合同数据没有写明岗位、人数和上班时间，值班与考勤只作记录，不据此判定。';

const isAbout = (topics: readonly Topic[]): boolean => topics.some((topic) => ABOUT.includes(topic));

/** All posts, with the clauses that ask for them and the hours of the office; nothing where no clause is about people at all. */
export function postSection(facts: SiteFacts): Section[] {
  const { contract } = facts.contract;
  const { posts } = requirementsOf(contract);
  if (posts.length === 0 && !contract.clauses.some(({ topics }) => isAbout(topics))) return [];
  const asking = contract.clauses.filter(({ id }) => posts.some(({ clauses }) => clauses.includes(id)));
  return [
    {
      ...{ id: 'hours', title: '岗位与上班时间' },
      blocks: [
        ...postBlocks(facts, posts, true),
        {
          type: 'links',
          items: asking.map(({ id, label }) => ({ text: `条款 ${clauseMark(id)} ${label}`, href: clauseHref(id) })),
        },
        {
          type: 'note',
          text: `办公时间（${officeHoursText(contract)}）另用于操作日志的统计和许可中“办公时间以外”的条件。`,
        },
      ],
    },
  ];
}

/** The posts that a clause asks for; of one about people for which no post is written down, that there is none. */
export function clausePosts(facts: SiteFacts, { id, topics }: { id: string; topics: readonly Topic[] }): Section[] {
  const posts = requirementsOf(facts.contract.contract).posts.filter(({ clauses }) => clauses.includes(id));
  if (posts.length === 0 && !isAbout(topics)) return [];
  return [{ id: 'hours', title: '岗位与上班时间', blocks: postBlocks(facts, posts, false) }];
}

/** In the order of the contract. @param isPlace this is where the search leads, once for each post */
function postBlocks({ contract: { contract } }: SiteFacts, posts: readonly Post[], isPlace: boolean): Block[] {
  if (posts.length === 0) return [{ type: 'note', text: NONE }];
  return [
    {
      type: 'table',
      title: '岗位与上班时间',
      columns: [
        { key: 'post', label: '岗位', title: true },
        { key: 'days', label: '哪些日' },
        { key: 'clock', label: '上班时间' },
        { key: 'count', label: '人数', align: 'right' },
        { key: 'paper', label: '合同的写法' },
        { key: 'clauses', label: '条款' },
      ],
      rows: posts.map((post) => {
        const notes = postNotes(contract, post).join('；');
        const clock = postClock(contract, post);
        return {
          ...(isPlace ? { id: `post-${post.id}` } : {}),
          cells: {
            post: post.place === undefined ? post.name : { text: post.name, sub: post.place },
            days: postDays(contract, post),
            clock: clock === null ? notes : { text: clock, ...(notes === '' ? {} : { sub: notes }) },
            count: `至少 ${post.headcount} 人`,
            paper: post.hoursText ?? '—',
            clauses: clauseMarks(post.clauses),
          },
        };
      }),
      empty: NONE,
    },
  ];
}
