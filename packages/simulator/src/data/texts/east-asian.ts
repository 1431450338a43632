import type { LanguageTexts } from "./language-texts.ts";

export const JAPANESE: LanguageTexts = {
  languageHint: "ja",
  names: ["佐藤さくら", "髙橋 健一"],
  phone: "+81 3-0000-####",
  calls: [
    {
      summary:
        "{name}様より予約変更のご依頼がありました。担当者は{time}の空きを確認し、受付番号{ticket}で変更を完了しました。確認メールは{email}に送信されます。",
      shortSummary: "{time}に予約を変更。",
    },
    {
      summary:
        "お客様は領収書の再発行をご希望でした。折り返しの電話番号は{phone}です。「至急」とのことです。",
      shortSummary: "領収書の再発行(至急)。",
    },
  ],
};

export const CHINESE: LanguageTexts = {
  languageHint: "zh",
  names: ["王小明", "歐陽麗華"],
  phone: "+86 10 0000 ####",
  calls: [
    {
      summary:
        "{name}来电咨询退款进度。客服查询到工单{ticket}正在处理,预计三个工作日内到账,并已将说明发送至{email}。",
      shortSummary: "咨询退款进度,工单{ticket}。",
    },
    {
      summary: "來電者想把預約改到{time},並留下電話{phone}。客服已確認修改,無需後續處理。",
      shortSummary: "預約改至{time}。",
    },
  ],
};

export const KOREAN: LanguageTexts = {
  languageHint: "ko",
  names: ["김민서", "이도윤"],
  phone: "+82 2-000-####",
  calls: [
    {
      summary:
        "{name} 고객님이 배송 지연에 대해 문의했습니다. 상담원은 접수번호 {ticket}(으)로 확인 후 {phone}(으)로 다시 연락하기로 했습니다.",
      shortSummary: "배송 지연 문의, 회신 예정.",
    },
    {
      summary: "고객님이 예약 시간을 {time}(으)로 변경했습니다. 확인 메일은 {email}(으)로 발송되었습니다.",
      shortSummary: "예약 시간을 {time}(으)로 변경.",
    },
  ],
};
