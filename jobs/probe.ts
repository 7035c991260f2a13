/** Every minute, whatever else is running: a sample that is not taken in time was never taken. */
export default {
  id: 'probe',
  label: '可用性探测',
  schedule: '* * * * *',
  apart: true,
  async run(pipeline: { probe(): Promise<void> }): Promise<void> {
    await pipeline.probe();
  },
};
