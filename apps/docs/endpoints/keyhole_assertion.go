// Tells Keyhole who is signed in. Start: ACME_ASSERTION_SECRET=... go run keyhole_assertion.go
package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"regexp"
	"time"
)

const (
	origin   = "https://acme.example" // your site; `issuer` in the Worker's config
	audience = "keyhole:acme"         // "keyhole:" and the site's id in the Worker's config
)

var (
	secret     = []byte(os.Getenv("ACME_ASSERTION_SECRET")) // the secret that the Worker has
	thumbprint = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)
)

type user struct{ id, role, tenant string }

// findUser returns the user of your own session, or nil if nobody is signed in.
func findUser(request *http.Request) *user {
	return nil // FILL IN: look up the user by the session cookie, request.Cookie("...")
}

func encode(value any) (string, error) {
	bytes, err := json.Marshal(value)
	return base64.RawURLEncoding.EncodeToString(bytes), err
}

// signAssertion returns a JWT (HS256) for the browser's key jkt. It is valid for two minutes.
func signAssertion(who *user, jkt string) (string, error) {
	jti := make([]byte, 16)
	if _, err := rand.Read(jti); err != nil {
		return "", err
	}
	now := time.Now().Unix()
	claims, err := encode(map[string]any{
		"iss":    origin,
		"aud":    audience,
		"sub":    who.id,
		"iat":    now,
		"exp":    now + 120,
		"jti":    hex.EncodeToString(jti),
		"cnf":    map[string]string{"jkt": jkt},
		"role":   who.role,
		"tenant": who.tenant,
	})
	if err != nil {
		return "", err
	}
	header, err := encode(map[string]string{"alg": "HS256", "typ": "JWT"})
	if err != nil {
		return "", err
	}
	text := header + "." + claims
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(text))
	return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// isOtherSite reports whether a page of another site asks. Browsers send these headers, and no page can change
// them.
func isOtherSite(headers http.Header) bool {
	from, site := headers.Get("Origin"), headers.Get("Sec-Fetch-Site")
	return (from != "" && from != origin) || (site != "" && site != "same-origin")
}

func answer(request *http.Request) (int, string) {
	jkt := request.URL.Query().Get("jkt")
	if request.Method != http.MethodGet {
		return http.StatusMethodNotAllowed, "only GET"
	}
	if isOtherSite(request.Header) {
		return http.StatusForbidden, "only for pages of this site"
	}
	who := findUser(request)
	if who == nil {
		return http.StatusUnauthorized, "not signed in"
	}
	if !thumbprint.MatchString(jkt) {
		return http.StatusBadRequest, "jkt must be a thumbprint"
	}
	assertion, err := signAssertion(who, jkt)
	if err != nil {
		log.Print(err)
		return http.StatusInternalServerError, "something went wrong"
	}
	return http.StatusOK, assertion
}

func main() {
	if len(secret) < 32 {
		log.Fatal("ACME_ASSERTION_SECRET needs at least 32 bytes")
	}
	http.HandleFunc("/keyhole-assertion", func(response http.ResponseWriter, request *http.Request) {
		status, text := answer(request)
		response.Header().Set("Content-Type", "text/plain")
		response.Header().Set("Cache-Control", "no-store")
		if status == http.StatusMethodNotAllowed {
			response.Header().Set("Allow", "GET")
		}
		response.WriteHeader(status)
		if _, err := response.Write([]byte(text)); err != nil {
			log.Print(err)
		}
	})
	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, nil))
}
