import type { DoctorTexts } from "./text.ts";

/** Japanese, for the search for a reason. */
export const texts: DoctorTexts<"other"> = {
  "doctor.title": "動作しない原因",
  "doctor.checking": "このページとブローカーを確認しています…",
  "doctor.found.other": "{count} 件の問題が見つかりました。",
  "doctor.nothing":
    "問題は見つかりませんでした。それでも動作しない場合は、この一覧をサイトの管理者に送ってください。",
  "doctor.passed": "正常",
  "doctor.failed": "異常",
  "doctor.unknown": "不明",
  "doctor.line": "{check}: {verdict}",
  "doctor.copy": "テキストとしてコピー",
  "doctor.copied": "コピーしました",
  "doctor.notCopied": "ブラウザーがコピーをブロックしました。",
  "doctor.close": "閉じる",

  "check.files": "要素のファイル",
  "check.settings": "要素の属性",
  "check.secure-context": "HTTPS",
  "check.sandbox": "ページのオリジン",
  "check.built-ins": "ブラウザーの機能",
  "check.storage": "ストレージ (IndexedDB)",
  "check.microphone": "マイクの許可",
  "check.policy": "ページのポリシー (Content-Security-Policy)",
  "check.broker": "ブローカーの応答",
  "check.version": "要素とブローカーのバージョン",
  "check.clock": "このデバイスの時計",
  "check.sign-in": "サインイン",
  "check.site": "サイト",
  "check.origin": "サイトに許可されたオリジン",
  "check.upstream": "通話サービスへの接続",
  "check.key": "Worker の API キー",
  "check.identity": "ID プロバイダー",

  "fix.built-ins":
    "このページのスクリプトが {names} を置き換えています。ほかに問題がない場合は、そのスクリプトなしでページを試してください。",
  "fix.built-ins.broken":
    "このページのスクリプトが {names} を置き換え、正しく動作しなくなっています。そのスクリプトを削除してください。",
  "fix.storage":
    "一部のプライベートウィンドウのように、ブラウザーがストレージを拒否しています。ページを離れるとこのページのキーが失われ、訪問者の通話も表示できなくなります。このページのサイトデータを許可してください。",
  "fix.microphone":
    "このページはマイクを使用できません。マイクが必要なのは通話を開始するときだけです。ヘッダー Permissions-Policy で許可し、フレーム内では allow=microphone も指定してください。",
  "fix.policy":
    "このページのヘッダー Content-Security-Policy で、{directives} に {broker} を追加してください。",
  "fix.identity":
    "Worker は ID プロバイダーから有効な鍵やアドレスを取得できません。後でもう一度お試しください。解決しない場合は、サイトの管理者が Worker のログで原因を確認できます。",
  "fix.version":
    "要素のバージョンは {own}、ブローカーのバージョンは {other} です。{broker}/keyhole.js から要素を読み込むか、Worker を再度デプロイしてください。",
};
