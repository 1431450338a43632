import type { Translation } from "./translation.ts";
import { translator } from "./translator.ts";

/** Japanese. */
export const texts: Translation<"other"> = {
  calls: "通話",
  loading: "通話を読み込み中",
  loadMore: "さらに読み込む",
  retry: "再試行",

  "loaded.other": "{count}件の通話を読み込みました。スクロールすると続きを表示します",
  "complete.other": "通話{count}件、すべて読み込み済み",

  "empty.title": "通話はまだありません",
  "empty.text": "通話があると、ここに表示されます。",
  "paused.title": "通話はまだ見つかっていません",
  "paused.text": "さらに古い通話を調べることができます。",

  waiting: "待機中",
  active: "通話中",
  ended: "終了",
  unjoined: "未参加",
  noSummary: "要約なし",
  noAgent: "エージェントなし",

  "network.title": "ブローカーに接続できません",
  "network.text":
    "{broker} に接続できません。この端末がオフラインか、ページのポリシー（connect-src）などによってリクエストがブロックされています。",
  "failed.title": "問題が発生しました",

  requestId: "リクエストID",
  signIn: "通話を再表示",

  "keyInAttribute.title": "キーをページに置かないでください",
  "keyInAttribute.text":
    "属性「{attribute}」は、APIキー、トークン、またはシークレットのようです。このページを開く人は誰でも読めるため、リクエストは行っていません。属性を削除し、提供元でキーを交換して、キーはWorkerに保管してください。",
  "siteMissing.title": "サイトが指定されていません",
  "siteMissing.text":
    "この要素には属性「site」が必要です。Keyhole Workerの設定にあるサイトのIDを指定してください。",
  "callMissing.title": "通話が指定されていません",
  "callMissing.text": "この要素には属性「call-id」が必要です。通話のIDを指定してください。",
  "brokerInvalid.title": "ブローカーが指定されていません",
  "brokerInvalid.text":
    "属性「broker」には、https://keyhole.example.workers.dev のようなKeyhole Workerのアドレスを指定してください。",
  "timeZoneInvalid.title": "不明なタイムゾーンです",
  "timeZoneInvalid.text":
    "属性「time-zone」が「{timeZone}」になっています。Europe/Berlin や UTC のような名前を指定してください。",
  "insecureContext.title": "このページは安全ではありません",
  "insecureContext.text":
    "ブラウザーがキーを渡すのは、https または localhost で配信されるページだけです。このページを https で配信してください。",
  "notSignedIn.title": "サインインしていません",
  "notSignedIn.text": "通話を見るには、このウェブサイトにサインインしてから再試行してください。",
  "signedOut.title": "サインアウトしました",
  "signedOut.text": "通話とそのアクセス権は、このページから削除されました。",
  "assertion.title": "サインインを確認できませんでした",
  "assertion.text":
    "{reason}再試行すると解決することがあります。解決しない場合は、このウェブサイトの管理者が対応できます。",
  "assertion.status": "ユーザーの確認に対して、このウェブサイトは {status} を返しました。",
  "assertion.content": "ユーザーの確認に対して、このウェブサイトはアサーション以外のものを返しました。",
  "assertion.network": "ユーザーの確認のためにこのウェブサイトに接続できませんでした。",
  "assertion.cross-origin": "「assertion-src」のアドレスが、このウェブサイトのオリジンにありません。",
  "assertion.threw": "このページの関数「getAssertion」が失敗しました。",
  "assertionRejected.title": "サインインが受け付けられませんでした",
  "assertionRejected.text":
    "無効であるか、期限が切れたか、別の場所で使用されています。もう一度サインインしてから再試行してください。",
  "originRefused.title": "このページでは通話を表示できません",
  "originRefused.text":
    "オリジン {origin} は許可されていません。管理者は、Keyhole Workerの設定にあるサイト「{site}」の「origins」に追加できます。",
  "originMissing.title": "このページでは通話を表示できません",
  "originMissing.text":
    "許可できるオリジンがありません。サンドボックス化されたフレーム内にあるか、ファイルから開かれています。フレームの属性「sandbox」に「allow-same-origin」を加えるか、ページを https で配信してください。",
  "siteUnknown.title": "不明なサイトです",
  "siteUnknown.text":
    "ブローカーにサイト「{site}」はありません。属性「site」とKeyhole Workerの設定を照らし合わせてください。",
  "siteDisabled.title": "このサイトは無効になっています",
  "siteDisabled.text": "管理者がサイト「{site}」を無効にしました。",
  "notConfigured.title": "まだ設定されていません",
  "notConfigured.text":
    "サイトやサービスのキーなど、Keyhole Workerの設定が不足しています。管理者が追加できます。",
  "accessRefused.title": "これらの通話へのアクセス権がありません",
  "accessRefused.text":
    "サイト「{site}」では、必要な権限が与えられていません。管理者に問い合わせてください。",
  "rateLimited.title": "リクエストが多すぎます",
  "rateLimited.text": "{seconds}待ってから再試行してください。",
  "rateLimited.later": "しばらく待ってから再試行してください。",
  "upstreamUnavailable.title": "通話を取得できません",
  "upstreamUnavailable.text":
    "通話を保管しているサービスが正しく応答しません。しばらくしてから再試行してください。",
  "keyRejected.title": "通話を取得できません",
  "keyRejected.text":
    "通話を保管しているサービスが、Keyhole Workerのキーを受け付けません。管理者がキーを確認できます。",
  "tokenRefused.title": "アクセスが受け付けられませんでした",
  "tokenRefused.text":
    "ブローカーがこのページのトークンを受け付けませんでした。再試行すると新しいトークンを取得します。",
  "clock.title": "この端末の時計がずれています",
  "clock.text": "アクセスには正しい時刻が必要です。時刻とタイムゾーンを合わせてから再試行してください。",
  "answer.title": "応答を読み取れませんでした",
  "answer.text": "{broker} の応答はKeyholeブローカーのものではありません。属性「broker」を確認してください。",
  "missing.title": "この通話はありません",
  "missing.text": "削除されたか、表示する権限がなくなりました。",

  "medium.web": "ウェブ",
  "medium.phone": "電話",
  "medium.sip": "SIP",
  "medium.websocket": "WebSocket",

  "end.unjoined": "誰も参加しなかった",
  "end.hangup": "発信者が切断",
  "end.agent_hangup": "エージェントが切断",
  "end.timeout": "時間切れ",
  "end.connection_error": "接続エラー",
  "end.system_error": "システムエラー",

  "summary.waiting": "発信者の参加を待っています",
  "summary.active": "通話中",
  "summary.ended": "要約なし",
  "summary.unjoined": "この通話には誰も参加しませんでした",

  "summary.loading": "通話",

  "details.close": "詳細を閉じる",
  "details.loading": "通話を読み込み中",
  "details.agent": "エージェント",
  "details.started": "開始",
  "details.joined": "参加",
  "details.ended": "終了",
  "details.duration": "通話時間",
  "details.reason": "終了理由",
  "details.medium": "チャネル",
  "details.language": "言語",
  "details.recording": "録音",
  "details.yes": "あり",
  "details.no": "なし",
  "details.id": "通話ID",

  user: "発信者",
  agent: "エージェント",
  tool_call: "ツール {name}",
  tool_result: "{name} の結果",
  noName: "名前なし",
  recognised: "自動認識",
  recognisedNote: "発信者の発言は自動認識によるもので、誤りを含むことがあります。",
  incomplete: "文字起こしの一部を読み込めませんでした。",
  stage: "ステージ {number}",
  noWords: "言葉なし",
  hidden: "このサイトでは表示されません",

  transcript: "文字起こし",
  "transcript.loading": "文字起こしを読み込み中",
  "transcript.more": "続きを読み込み中",
  "transcript.empty": "発言はありませんでした。",
  "transcript.live": "まだ発言はありません。新しい発言はここに表示されます。",
  "transcript.failed": "文字起こしを読み込めませんでした",
  "transcript.broken": "文字起こしの残りを読み込めませんでした",
  live: "ライブ",
  again: "再試行",

  search: "文字起こしを検索",
  "search.count": "{count}件中{place}件目",
  "search.none": "一致なし",
  "search.next": "次の一致",
  "search.previous": "前の一致",

  download: "ダウンロード",
  "download.text": "テキスト",
  "download.json": "JSON",
  "download.vtt": "WebVTT",

  "turn.play": "{time}から再生",
  "turn.copy": "この発言をコピー",
  "turn.link": "{time}へのリンクをコピー",
  copied: "コピーしました",
  notCopied: "ブラウザーがコピーを許可しませんでした。",
  "newTurns.other": "新しい発言{count}件",
  follow: "{time}に戻る",

  player: "録音",
  play: "再生",
  pause: "一時停止",
  back: "10秒戻る",
  forward: "10秒進む",
  speed: "再生速度",
  mute: "ミュート",
  unmute: "ミュート解除",
  volume: "音量",
  position: "再生位置",
  "position.value": "{at}／{all}",
  "position.speaker": "{at}／{all}、{name}",

  "recording.loading": "録音を読み込み中",
  "recording.none": "この通話の録音はありません。",
  "recording.not-ready": "録音を準備しています。",
  "recording.gone": "録音はもうありません。",
  "recording.failed": "録音を読み込めませんでした",
  "recording.unplayable": "録音を再生できませんでした",
  "recording.unplayable.text":
    "このブラウザーが対応していない形式か、ページのポリシー（media-src）によってブロックされています。",

  events: "イベント",
  "events.loading": "イベントを読み込み中",
  "events.empty": "このレベルのイベントはありません。",
  "events.failed": "イベントを読み込めませんでした",
  "events.severity": "最低レベル",
  debug: "デバッグ",
  info: "情報",
  warning: "警告",
  error: "エラー",

  "gone.title": "この通話はなくなりました",
  "gone.text": "表示中に削除されました。",

  refresh: "更新",
  nothingNew: "新しい通話はありません",
  "newCalls.other": "新しい通話{count}件",

  export: "エクスポート",
  "export.csv": "CSV（表計算用）",
  "export.json": "JSON（プログラム用）",
  "export.progress": "エクスポートの進行状況",
  "export.count.other": "通話{count}件",
  "export.of": "通話{total}件中{done}件",
  "export.waiting": "ブローカーから待機を求められています",
  "export.cancel": "キャンセル",
  "export.cancelled": "エクスポートをキャンセルしました",
  "export.done.other": "通話{count}件をエクスポートしました",
  "export.failed.other": "通話{count}件でエクスポートが止まりました",
  "export.again": "続行",
  "export.save": "取得済みの分を保存",
  "export.close": "閉じる",
};

export const translate = translator("ja", texts);
