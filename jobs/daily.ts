/** Every minute: what is due is collected and issued, and the site follows when something changed, whoever changed it. */
export default {
  id: 'daily',
  label: '每日巡检与签发',
  schedule: '* * * * *',
  async run(pipeline: {
    tick(): Promise<boolean>;
    isBehind(): Promise<boolean>;
    publish(): Promise<void>;
  }): Promise<void> {
    if ((await pipeline.tick()) || (await pipeline.isBehind())) await pipeline.publish();
  },
};
