import type { FirstTexts } from "./text.ts";

/** Japanese: what an element says until the first row. */
export const texts: FirstTexts = {
  calls: "通話",
  loading: "通話を読み込み中",
  retry: "再試行",
  sentences: "{title}。{text}",
  "talk.start": "通話を開始",

  waiting: "待機中",
  active: "通話中",
  ended: "終了",
  unjoined: "未参加",
  "summary.waiting": "発信者の参加を待っています",
  "summary.active": "通話中",
  "summary.ended": "要約なし",
  "summary.unjoined": "この通話には誰も参加しませんでした",
  noAgent: "エージェントなし",

  "network.title": "ブローカーに接続できません",
  "network.text":
    "{broker} に接続できません。この端末がオフラインか、ページのポリシー（connect-src）がリクエストをブロックしている可能性があります。",
  "offline.title": "オフラインです",
  "offline.text": "この端末は接続されていません。オンラインに戻ったら再試行してください。",
  "part.title": "この要素の一部を読み込めませんでした",
  "part.text":
    "{broker}/keyhole/ のファイルがブロックされたか、届きませんでした。ページのポリシー（script-src）がこのフォルダーを許可していないか、コンテンツブロッカーまたはプロキシに止められた可能性があります。",
  "page.title": "このページでは要素が動作しません",
  "page.text":
    "このページのスクリプトがブラウザーの機能を変更しているか、ブラウザーが古すぎます（{reason}）。ブラウザーを更新するか、サイトの管理者にお問い合わせください。",
  "failed.title": "問題が発生しました",
};

/** The rest, for what loads after the first row. */
export const loadMore = () => import("./ja-more.ts");
