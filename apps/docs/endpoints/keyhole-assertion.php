<?php
// Tells Keyhole who is signed in: assertion-src="/keyhole-assertion.php".
declare(strict_types=1);

const ORIGIN = 'https://acme.example'; // your site; `issuer` in the Worker's config
const AUDIENCE = 'keyhole:acme'; // "keyhole:" and the site's id in the Worker's config

/** The user of your own session, ['id', 'role', 'tenant'], or null if nobody is signed in. */
function find_user(): ?array
{
    return null; // FILL IN: for example $_SESSION['user'] ?? null, after session_start()
}

function encode(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

/** A JWT (HS256) for the browser's key $jkt. It is valid for two minutes. */
function sign_assertion(array $user, string $jkt, string $secret): string
{
    $now = time();
    $header = ['alg' => 'HS256', 'typ' => 'JWT'];
    $claims = [
        'iss' => ORIGIN,
        'aud' => AUDIENCE,
        'sub' => (string) $user['id'],
        'iat' => $now,
        'exp' => $now + 120,
        'jti' => bin2hex(random_bytes(16)),
        'cnf' => ['jkt' => $jkt],
        'role' => $user['role'],
        'tenant' => $user['tenant'],
    ];
    $parts = [json_encode($header, JSON_THROW_ON_ERROR), json_encode($claims, JSON_THROW_ON_ERROR)];
    $text = implode('.', array_map('encode', $parts));
    return $text . '.' . encode(hash_hmac('sha256', $text, $secret, true));
}

/** Only pages of your site may ask. Browsers send these headers, and no page can change them. */
function is_other_site(): bool
{
    $site = $_SERVER['HTTP_SEC_FETCH_SITE'] ?? 'same-origin';
    return ($_SERVER['HTTP_ORIGIN'] ?? ORIGIN) !== ORIGIN || $site !== 'same-origin';
}

/** @return array{int, string} status and text */
function answer(): array
{
    $secret = (string) getenv('ACME_ASSERTION_SECRET'); // the secret that the Worker has
    if (strlen($secret) < 32) {
        error_log('ACME_ASSERTION_SECRET needs at least 32 bytes');
        return [500, 'something went wrong'];
    }
    if ($_SERVER['REQUEST_METHOD'] !== 'GET') {
        header('Allow: GET');
        return [405, 'only GET'];
    }
    if (is_other_site()) {
        return [403, 'only for pages of this site'];
    }
    $user = find_user();
    if ($user === null) {
        return [401, 'not signed in'];
    }
    $jkt = $_GET['jkt'] ?? '';
    if (!is_string($jkt) || !preg_match('/^[A-Za-z0-9_-]{43}$/D', $jkt)) {
        return [400, 'jkt must be a thumbprint'];
    }
    return [200, sign_assertion($user, $jkt, $secret)];
}

[$status, $text] = answer();
http_response_code($status);
header('Content-Type: text/plain');
header('Cache-Control: no-store');
echo $text;
