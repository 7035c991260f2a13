/** Text as the search compares it. Nothing here depends on the platform's language data, so index and query agree. */

/** Full-width to half-width, compatibility forms unified, lower case, simplified characters. */
export function normalise(text: string): string {
  return toSimplified(text.normalize('NFKC').toLowerCase());
}

const HAN = /\p{Script=Han}/u;
const RUN = /\p{Script=Han}+|[\p{L}\p{N}]+(?:[-_.+#@/:][\p{L}\p{N}]+)*[+#]*/gu;

/** A stretch of one script: Chinese characters, or a Latin word or number with its inner punctuation. */
export interface Run {
  text: string;
  han: boolean;
  /** UTF-16 offset in the text that was split. */
  start: number;
}

/** Splits normalised text into runs; punctuation and white space only separate. */
export function runs(text: string): Run[] {
  const found: Run[] = [];
  for (const match of text.matchAll(RUN)) {
    for (const piece of splitScripts(match[0])) {
      found.push({ text: piece.text, han: piece.han, start: match.index + piece.offset });
    }
  }
  return found;
}

/** `mysql主从` is one match of letters: cut it where Chinese begins or ends. */
function splitScripts(text: string): { text: string; han: boolean; offset: number }[] {
  const pieces: { text: string; han: boolean; offset: number }[] = [];
  let from = 0;
  let han = HAN.test(text[0] ?? '');
  const flush = (to: number): void => {
    const piece = text.slice(from, to);
    const core = han ? piece : piece.replace(/^[-_.@/:]+|[-_.@/:]+$/g, '');
    if (core !== '') pieces.push({ text: core, han, offset: from + piece.indexOf(core) });
    from = to;
  };
  let at = 0;
  for (const character of text) {
    const isHan = HAN.test(character);
    if (isHan !== han) {
      flush(at);
      han = isHan;
    }
    at += character.length;
  }
  flush(at);
  return pieces;
}

/** Traditional characters of the trade's words, so that a question or an article written with them is found too. */
const TRADITIONAL =
  '記憶體帳號戶碼錄網絡線連斷開關機啟動務進執權檔夾資庫備還復刪誤報錯誌導匯傳輸壓縮裝載軟驅區設鏡計劃時間鐘對齊異問題顯詢尋製貼圖頁麵視頻監測試訊郵單雙驗證書簽訂閱續費繳發團隊員組織聯' +
  '電腦話攝聲麥風環變數據讀寫鎖遠擴佔負過滿緩衝處係統內塊級補殺擊攔規則牆應擬離職認審請範圍條約質優選擇無與為從後個們這麼麽裡裏嗎樣幾現見點幫實當來會讓換轉將終輕較總類別術業標準誰壞損' +
  '層節鍵盤覺訪須歷歸屬複雜種學習師館廳樓車輛衛臺灣廣東價錢購買賣稅該課陳雲濾慮儲憑檢徵嘗於隱鏈絕徑參釋擁彈寬帶億萬兩減劇創劉勞勢協敗慣戰擋拋掛採揚敵暫曆檯殘氣決況滾潛燈爭獨獲產畫療盡' +
  '睏禮稱穩競筆籤糾紀納細結給絲維綱綁編緊縱義羅聞脫臨舉舊艙蓋蘋蟲衆襲觸訓託許評詞詳誘語調談論諮謝識譯護貨責貴賬賴贈趕趨跡軌輯輪辦遞適遲邊鄰醫釘針鈴銀銷鋪錶鍊長門閉閒閘隨險雖靜響頂項順' +
  '預領頭額願飛駐騰黃齡龍';
const SIMPLIFIED =
  '记忆体账号户码录网络线连断开关机启动务进执权档夹资库备还复删误报错志导汇传输压缩装载软驱区设镜计划时间钟对齐异问题显询寻制贴图页面视频监测试讯邮单双验证书签订阅续费缴发团队员组织联' +
  '电脑话摄声麦风环变数据读写锁远扩占负过满缓冲处系统内块级补杀击拦规则墙应拟离职认审请范围条约质优选择无与为从后个们这么么里里吗样几现见点帮实当来会让换转将终轻较总类别术业标准谁坏损' +
  '层节键盘觉访须历归属复杂种学习师馆厅楼车辆卫台湾广东价钱购买卖税该课陈云滤虑储凭检征尝于隐链绝径参释拥弹宽带亿万两减剧创刘劳势协败惯战挡抛挂采扬敌暂历台残气决况滚潜灯争独获产画疗尽' +
  '困礼称稳竞笔签纠纪纳细结给丝维纲绑编紧纵义罗闻脱临举旧舱盖苹虫众袭触训托许评词详诱语调谈论咨谢识译护货责贵账赖赠赶趋迹轨辑轮办递适迟边邻医钉针铃银销铺表链长门闭闲闸随险虽静响顶项顺' +
  '预领头额愿飞驻腾黄龄龙';

const simplified = new Map([...TRADITIONAL].map((character, i) => [character, [...SIMPLIFIED][i] as string]));
const ANY = new RegExp(`[${TRADITIONAL}]`, 'g');

/** One character for one, so that offsets stay. */
const toSimplified = (text: string): string => text.replace(ANY, (one) => simplified.get(one) ?? one);
