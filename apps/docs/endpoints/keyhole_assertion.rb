# Tells Keyhole who is signed in. A Rack application.
# config.ru: require_relative "keyhole_assertion"; run KeyholeAssertion
# Rails: match "/keyhole-assertion", to: KeyholeAssertion, via: :all
require "json"
require "openssl"
require "securerandom"

module KeyholeAssertion
  ORIGIN = "https://acme.example" # your site; `issuer` in the Worker's config
  AUDIENCE = "keyhole:acme" # "keyhole:" and the site's id in the Worker's config
  SECRET = ENV.fetch("ACME_ASSERTION_SECRET", "") # the secret that the Worker has
  raise "ACME_ASSERTION_SECRET needs at least 32 bytes" if SECRET.bytesize < 32

  module_function

  # The user of your own session, { id:, role:, tenant: }, or nil if nobody is signed in.
  def find_user(env)
    nil # FILL IN: for example env["rack.session"][:user]
  end

  def encode(bytes)
    [bytes].pack("m0").tr("+/", "-_").delete("=")
  end

  # A JWT (HS256) for the browser's key `jkt`. It is valid for two minutes.
  def sign_assertion(user, jkt)
    now = Time.now.to_i
    header = { alg: "HS256", typ: "JWT" }
    claims = {
      iss: ORIGIN,
      aud: AUDIENCE,
      sub: user[:id].to_s,
      iat: now,
      exp: now + 120,
      jti: SecureRandom.uuid,
      cnf: { jkt: jkt },
      role: user[:role],
      tenant: user[:tenant]
    }
    text = [header, claims].map { |part| encode(JSON.generate(part)) }.join(".")
    "#{text}.#{encode(OpenSSL::HMAC.digest("SHA256", SECRET, text))}"
  end

  # Only pages of your site may ask. Browsers send these headers, and no page can change them.
  def other_site?(env)
    site = env.fetch("HTTP_SEC_FETCH_SITE", "same-origin")
    env.fetch("HTTP_ORIGIN", ORIGIN) != ORIGIN || site != "same-origin"
  end

  def answer(env)
    return [405, "only GET"] if env["REQUEST_METHOD"] != "GET"
    return [403, "only for pages of this site"] if other_site?(env)

    user = find_user(env)
    return [401, "not signed in"] if user.nil?

    jkt = env["QUERY_STRING"][/(?:\A|&)jkt=([A-Za-z0-9_-]{43})(?:&|\z)/, 1]
    return [400, "jkt must be a thumbprint"] if jkt.nil?

    [200, sign_assertion(user, jkt)]
  end

  def call(env)
    status, text = answer(env)
    headers = { "content-type" => "text/plain", "cache-control" => "no-store" }
    headers["allow"] = "GET" if status == 405
    [status, headers, [text]]
  end
end
