/** What a talk says once its button is pressed. */
export const enTalkCall = {
  "talk.panel": "Call",
  "talk.show": "Show the call",
  "talk.hide": "Hide the call",
  "talk.close": "Close",
  "talk.cancel": "Cancel",

  "talk.agent": "Who do you want to talk to?",
  "talk.consent": "Before you start",
  "talk.agree": "I agree, start",
  "talk.type": "Write instead",
  "talk.challenge": "Confirm that you are human",
  "talk.challenge.wait": "Solve the challenge above to start.",
  "talk.challenge.failed": "The challenge from challenges.cloudflare.com cannot be shown.",
  "talk.challenge.policy":
    "The page's policy (script-src, frame-src) or a content blocker may stop it. Allow it, then try again.",

  "talk.loading": "Getting ready",
  "talk.microphone.title": "Allow the microphone",
  "talk.microphone.text":
    "Your browser asks whether this page may use the microphone. It is on during the call, and off after it.",
  "talk.starting": "Starting the call",
  "talk.joining": "Connecting",
  "talk.waiting.title": "All lines are busy",
  "talk.waiting.text": "Your place is kept. Trying again in {duration}.",
  "talk.leaving": "Hanging up",

  "talk.joined": "You are connected. You can speak now.",
  "talk.joinedWriting": "You are connected. You can write now.",
  "talk.idle": "Ready",
  "talk.listening": "Listening",
  "talk.thinking": "Thinking",
  "talk.speaking": "Speaking",
  "talk.reconnecting": "Connection lost. Reconnecting",
  "talk.agentState": "{agent}: {state}",
  "talk.left": "{time} left",
  "talk.ending": "The call ends in {duration}.",

  "talk.transcript": "Transcript",
  "talk.silent": "What you and the agent say appears here.",
  "talk.you": "You",
  "talk.newest": "Newest words",

  "talk.hangUp": "Hang up",
  "talk.mute": "Mute me",
  "talk.muteSpeaker": "Mute agent",
  "talk.write": "Write",
  "talk.message": "Your message",
  "talk.send": "Send",
  "talk.notSent": "The message was not sent. Try again once the call is connected.",
  "talk.devices": "Devices",
  "talk.microphones": "Microphone",
  "talk.speakers": "Loudspeaker",
  "talk.device": "Default of this device",
  "talk.deviceNumber": "Device {number}",

  "talk.ended.title": "Call ended",
  "talk.ended.duration": "Duration: {duration}",
  "talk.ended.hung-up": "You hung up.",
  "talk.ended.agent-hung-up": "The agent hung up.",
  "talk.ended.time-limit": "The call reached its time limit.",
  "talk.ended.connection-lost": "The connection was lost.",
  "talk.ended.removed": "This page closed the call.",
  "talk.ended.signed-out": "You are no longer signed in.",
  "talk.ended.hidden": "You left this page.",
  "talk.again": "Start again",
  "talk.details": "Show this call",

  "talk.nobody.title": "Nobody to talk to",
  "talk.nobody.text":
    "The site “{site}” lets you start no call with this agent. The site owner can add it to “talk” in the config of the Keyhole Worker.",

  "talk.microphone-denied.title": "The microphone is blocked",
  "talk.microphone-denied.text":
    "You or your browser did not allow it. Open the settings of this page beside the address, allow the microphone, then try again.",
  "talk.microphone-missing.title": "No microphone found",
  "talk.microphone-missing.text": "This device has none, or it is switched off. Connect one, then try again.",
  "talk.microphone-busy.title": "The microphone does not work",
  "talk.microphone-busy.text":
    "Another program may be using it. Close that program, or choose another microphone, then try again.",
  "talk.microphone-ignored.title": "The microphone was not allowed in time",
  "talk.microphone-ignored.text":
    "Your browser asked whether this page may use it, and nobody answered. Try again, and answer the question.",
  "talk.microphone-policy.title": "This page may not use the microphone",
  "talk.microphone-policy.text":
    "Its Permissions-Policy, or the frame that it is in, forbids it. The site owner can add allow=microphone to the frame, or microphone to the policy.",
  "talk.insecure-context.title": "This page is not secure",
  "talk.insecure-context.text":
    "Browsers give the microphone only to pages served over HTTPS or from localhost. Serve this page over HTTPS.",
  "talk.webrtc-missing.title": "This browser cannot make calls",
  "talk.webrtc-missing.text":
    "WebRTC is missing, or an extension has switched it off. Use another browser, or switch that extension off.",
  "talk.csp-connect.title": "This page blocks the call",
  "talk.csp-connect.text":
    "Its policy (Content-Security-Policy) does not allow the connection. The site owner can add this line: {directive}",
  "talk.csp-worker.title": "This page blocks the call",
  "talk.csp-worker.text":
    "Its policy (Content-Security-Policy) does not allow a part of the call. The site owner can add this line: {directive}",
  "talk.join-refused.title": "The call could not be joined",
  "talk.join-refused.text":
    "The call service refused the connection; the call may have been taken back. Start again.",
  "talk.join-timed-out.title": "The call did not connect in time",
  "talk.join-timed-out.text":
    "A slow connection, a firewall or a VPN may be in the way. Check your connection, then try again.",
  "talk.connection-lost.title": "The connection was lost",
  "talk.connection-lost.text": "Check your connection, then try again.",
  "talk.client-failed.title": "The call could not be made",
  "talk.client-failed.text":
    "Something unexpected happened in this browser. Try again. If that does not help, reload this page.",

  "talk.consent_required.title": "The terms have changed",
  "talk.consent_required.text": "Read the new text and agree to it to start.",
  "talk.challenge_required.title": "The challenge was not accepted",
  "talk.challenge_required.text": "It expired, or was used before. Solve it again to start.",
  "talk.quota_exceeded.title": "You have used up your calls for now",
  "talk.quota_exceeded.text": "This website limits how often and how long you can talk. {wait}",
  "talk.conflict.title": "The call was started already",
  "talk.conflict.text": "The same request was sent twice. Start again.",
  "talk.access.title": "You may not start calls here",
  "talk.access.text":
    "The site “{site}” does not grant you the scope calls:start, or has no “talk” in its config. Ask the site owner.",
  "talk.invalid_request.title": "The call was not accepted",
  "talk.invalid_request.text":
    "The page sets an agent, a variable or metadata that the site does not allow. Ask the site owner.",
  "talk.service.title": "Calls cannot be started right now",
  "talk.service.text": "The call service does not respond as expected. Try again later.",
} as const;
