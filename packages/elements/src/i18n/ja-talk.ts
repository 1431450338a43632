import type { TalkTexts } from "./text.ts";

/** Japanese, for a talk. */
export const texts: TalkTexts = {
  "talk.opening": "開いています",
  "talk.panel": "通話",
  "talk.note": "マイクがオンになるのは通話中だけです。通話の前後はオフです。",
  "talk.show": "通話を表示",
  "talk.hide": "通話を隠す",
  "talk.close": "閉じる",
  "talk.cancel": "キャンセル",

  "talk.agent": "誰と話しますか？",
  "talk.consent": "開始する前に",
  "talk.agree": "同意して開始",
  "talk.type": "文字で話す",
  "talk.challenge": "人間であることの確認",
  "talk.challenge.wait": "開始するには、上の確認を完了してください。",
  "talk.challenge.failed": "challenges.cloudflare.com の確認を表示できません。",
  "talk.challenge.policy":
    "ページのポリシー（script-src、frame-src）またはコンテンツブロッカーが止めている可能性があります。許可してから再試行してください。",

  "talk.loading": "準備しています",
  "talk.microphone.title": "マイクを許可してください",
  "talk.microphone.text":
    "このページでマイクを使ってよいか、ブラウザーが確認しています。マイクは通話中だけオンになり、通話後はオフになります。",
  "talk.starting": "通話を開始しています",
  "talk.joining": "接続しています",
  "talk.waiting.title": "回線がすべて使用中です",
  "talk.waiting.text": "順番は保持されています。{duration}後に再試行します。",
  "talk.leaving": "通話を終了しています",

  "talk.joined": "接続しました。お話しください。",
  "talk.joinedWriting": "接続しました。メッセージを入力してください。",
  "talk.idle": "準備完了",
  "talk.listening": "聞いています",
  "talk.thinking": "考えています",
  "talk.speaking": "話しています",
  "talk.reconnecting": "接続が切れました。再接続しています",
  "talk.agentState": "{agent}：{state}",
  "talk.left": "残り {time}",
  "talk.ending": "通話はあと{duration}で終了します。",

  "talk.transcript": "文字起こし",
  "talk.silent": "会話の内容がここに表示されます。",
  "talk.you": "あなた",
  "talk.newest": "最新の発言",

  "talk.hangUp": "通話を終了",
  "talk.mute": "ミュート",
  "talk.muteSpeaker": "音声オフ",
  "talk.write": "文字入力",
  "talk.message": "メッセージ",
  "talk.send": "送信",
  "talk.notSent": "メッセージは送信されませんでした。通話が接続されてから再試行してください。",
  "talk.devices": "デバイス",
  "talk.microphones": "マイク",
  "talk.speakers": "スピーカー",
  "talk.device": "このデバイスの既定",
  "talk.deviceNumber": "デバイス {number}",

  "talk.ended.title": "通話が終了しました",
  "talk.ended.duration": "通話時間：{duration}",
  "talk.ended.hung-up": "あなたが通話を終了しました。",
  "talk.ended.agent-hung-up": "エージェントが通話を終了しました。",
  "talk.ended.time-limit": "通話の制限時間に達しました。",
  "talk.ended.connection-lost": "接続が切れました。",
  "talk.ended.removed": "このページが通話を閉じました。",
  "talk.ended.signed-out": "サインインの状態ではなくなりました。",
  "talk.ended.hidden": "このページから離れました。",
  "talk.again": "もう一度開始",
  "talk.details": "この通話を表示",

  "talk.nobody.title": "話せる相手がいません",
  "talk.nobody.text":
    "サイト「{site}」では、このエージェントとの通話を開始できません。サイトの管理者は、Keyhole Worker の設定の「talk」に追加できます。",

  "talk.microphone-denied.title": "マイクがブロックされています",
  "talk.microphone-denied.text":
    "マイクが許可されませんでした。アドレスの横からこのページの設定を開き、マイクを許可してから再試行してください。",
  "talk.microphone-missing.title": "マイクが見つかりません",
  "talk.microphone-missing.text":
    "このデバイスにマイクがないか、オフになっています。マイクを接続してから再試行してください。",
  "talk.microphone-busy.title": "マイクが動作しません",
  "talk.microphone-busy.text":
    "別のプログラムが使用している可能性があります。そのプログラムを閉じるか、別のマイクを選んで再試行してください。",
  "talk.microphone-ignored.title": "時間内にマイクが許可されませんでした",
  "talk.microphone-ignored.text":
    "マイクを使ってよいかブラウザーが確認しましたが、応答がありませんでした。再試行し、確認に応答してください。",
  "talk.microphone-policy.title": "このページはマイクを使用できません",
  "talk.microphone-policy.text":
    "ページの Permissions-Policy、またはページを含むフレームが禁止しています。サイトの管理者は、フレームに allow=microphone、またはポリシーに microphone を追加できます。",
  "talk.insecure-context.title": "このページは安全ではありません",
  "talk.insecure-context.text":
    "ブラウザーがマイクを許可するのは、HTTPS または localhost で配信されるページだけです。このページを HTTPS で配信してください。",
  "talk.webrtc-missing.title": "このブラウザーでは通話できません",
  "talk.webrtc-missing.text":
    "WebRTC がないか、拡張機能が無効にしています。別のブラウザーを使うか、その拡張機能を無効にしてください。",
  "talk.csp-connect.title": "このページが通話をブロックしています",
  "talk.csp-connect.text":
    "ページのポリシー（Content-Security-Policy）が接続を許可していません。サイトの管理者は次の行を追加できます：{directive}",
  "talk.csp-worker.title": "このページが通話をブロックしています",
  "talk.csp-worker.text":
    "ページのポリシー（Content-Security-Policy）が通話の一部を許可していません。サイトの管理者は次の行を追加できます：{directive}",
  "talk.join-refused.title": "通話に参加できませんでした",
  "talk.join-refused.text":
    "通話サービスが接続を拒否しました。通話が取り消された可能性があります。もう一度開始してください。",
  "talk.join-timed-out.title": "時間内に接続できませんでした",
  "talk.join-timed-out.text":
    "接続が遅いか、ファイアウォールや VPN が妨げている可能性があります。接続を確認してから再試行してください。",
  "talk.connection-lost.title": "接続が切れました",
  "talk.connection-lost.text": "接続を確認してから再試行してください。",
  "talk.client-failed.title": "通話できませんでした",
  "talk.client-failed.text":
    "このブラウザーで予期しないことが起きました。再試行してください。解決しない場合は、このページを再読み込みしてください。",

  "talk.consent_required.title": "条件が変更されました",
  "talk.consent_required.text": "開始するには、新しい文面を読んで同意してください。",
  "talk.challenge_required.title": "確認が受け付けられませんでした",
  "talk.challenge_required.text":
    "期限が切れたか、すでに使用されています。開始するには、もう一度確認を完了してください。",
  "talk.quota_exceeded.title": "現在の利用回数の上限に達しました",
  "talk.quota_exceeded.text": "このウェブサイトでは、通話の回数と時間が制限されています。{wait}",
  "talk.conflict.title": "通話はすでに開始されています",
  "talk.conflict.text": "同じリクエストが 2 回送信されました。もう一度開始してください。",
  "talk.access.title": "ここでは通話を開始できません",
  "talk.access.text":
    "サイト「{site}」でスコープ calls:start が付与されていないか、設定に「talk」がありません。サイトの管理者にお問い合わせください。",
  "talk.invalid_request.title": "通話が受け付けられませんでした",
  "talk.invalid_request.text":
    "サイトで許可されていないエージェント、変数、またはメタデータをページが設定しています。サイトの管理者にお問い合わせください。",
  "talk.service.title": "現在、通話を開始できません",
  "talk.service.text": "通話サービスが想定どおりに応答しません。しばらくしてから再試行してください。",
};
