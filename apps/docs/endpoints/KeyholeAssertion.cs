// Tells Keyhole who is signed in. Program.cs of a project that `dotnet new web` makes, with .NET 8 or later.
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

const string Origin = "https://acme.example"; // your site; `issuer` in the Worker's config
const string Audience = "keyhole:acme"; // "keyhole:" and the site's id in the Worker's config
var secret = Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("ACME_ASSERTION_SECRET") ?? "");
if (secret.Length < 32) throw new InvalidOperationException("ACME_ASSERTION_SECRET needs at least 32 bytes");

var app = WebApplication.CreateBuilder(args).Build();

app.Map("/keyhole-assertion", (HttpContext context) =>
{
    context.Response.Headers.CacheControl = "no-store";
    if (context.Request.Method != "GET")
    {
        context.Response.Headers.Allow = "GET";
        return Answer(405, "only GET");
    }
    if (IsOtherSite(context.Request)) return Answer(403, "only for pages of this site");
    var user = FindUser(context);
    if (user is null) return Answer(401, "not signed in");
    var jkt = context.Request.Query["jkt"].ToString();
    if (!Regex.IsMatch(jkt, @"\A[A-Za-z0-9_-]{43}\z")) return Answer(400, "jkt must be a thumbprint");
    return Answer(200, SignAssertion(user, jkt));
});

app.Run($"http://127.0.0.1:{Environment.GetEnvironmentVariable("PORT") ?? "8080"}");

// The user of your own session, or null if nobody is signed in.
static User? FindUser(HttpContext context)
{
    return null; // FILL IN: for example from context.User, after app.UseAuthentication()
}

static IResult Answer(int status, string text) => Results.Text(text, "text/plain", statusCode: status);

static string Encode(byte[] bytes) =>
    Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

// A JWT (HS256) for the browser's key `jkt`. It is valid for two minutes.
string SignAssertion(User user, string jkt)
{
    var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
    var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256", typ = "JWT" });
    var claims = JsonSerializer.SerializeToUtf8Bytes(new
    {
        iss = Origin,
        aud = Audience,
        sub = user.Id,
        iat = now,
        exp = now + 120,
        jti = Guid.NewGuid().ToString(),
        cnf = new { jkt },
        role = user.Role,
        tenant = user.Tenant,
    });
    var text = $"{Encode(header)}.{Encode(claims)}";
    return $"{text}.{Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
}

// Only pages of your site may ask. Browsers send these headers, and no page can change them.
static bool IsOtherSite(HttpRequest request)
{
    var origin = request.Headers.Origin.ToString();
    var site = request.Headers["Sec-Fetch-Site"].ToString();
    return (origin != "" && origin != Origin) || (site != "" && site != "same-origin");
}

record User(string Id, string Role, string Tenant);
