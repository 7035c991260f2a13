/** Every minute: what is due is collected and issued, and the site follows when something changed. */
export default {
  id: 'daily',
  label: '每日巡检与签发',
  schedule: '* * * * *',
  async run(pipeline: { tick(): Promise<boolean>; publish(): Promise<void> }): Promise<void> {
    if (await pipeline.tick()) await pipeline.publish();
  },
};
