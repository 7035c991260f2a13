import type { SiteArticle } from '../../report/site-model.ts';

export interface Topic {
  /** First folder of its articles' paths; empty for those in none. */
  id: string;
  name: string;
  articles: SiteArticle[];
}

/** Names of the folders of the starter; any other folder is shown by its own name. */
const FOLDERS: Record<string, string> = {
  linux: '服务器与操作系统',
  nginx: 'Nginx 与网站访问',
  mysql: 'MySQL 数据库',
  redis: 'Redis 缓存',
  backup: '备份与恢复',
  devices: '配套设备',
  interfaces: '外部接口',
  miniprogram: '小程序',
  subsystems: '业务系统',
  accounts: '账号与权限',
  security: '安全防护',
  service: '服务流程',
};
const LOOSE = '其他';

/** Articles by the first folder of their path, known folders first; within one, in the order of their titles. */
export function byTopic(articles: readonly SiteArticle[]): Topic[] {
  const topics = new Map<string, SiteArticle[]>();
  for (const article of articles) {
    const folder = article.id.includes('/') ? (article.id.split('/')[0] as string) : '';
    const list = topics.get(folder);
    if (list === undefined) topics.set(folder, [article]);
    else list.push(article);
  }
  const order = Object.keys(FOLDERS);
  const rank = (folder: string): number =>
    folder === '' ? 1000 : order.includes(folder) ? order.indexOf(folder) : 500;
  return [...topics]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([folder, list]) => ({
      id: folder,
      name: FOLDERS[folder] ?? (folder === '' ? LOOSE : folder),
      articles: list.sort((a, b) => a.title.localeCompare(b.title, 'zh-CN')),
    }));
}

/** Anchor of a topic on the index page. */
export const topicAnchor = (topic: Topic): string =>
  `topic-${topic.id === '' ? 'other' : encodeURIComponent(topic.id)}`;
