// The SHA-256 of a sentence, worked out on this machine: <input data-fingerprint-for="id of the field it goes to" minlength="16">.
// Blanks around it do not count, as in every field sent; of a sentence that is too short there is none.
// The sentence has no name and is sent nowhere. The browser's own crypto is not there without https, hence FIPS 180-4 by hand.
(function () {
  "use strict";

  var K = [];
  var START = [];
  (function () {
    // First 32 bits of the fractional parts of the cube and square roots of the first primes.
    for (var n = 2; K.length < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (START.length < 8) START.push((Math.pow(n, 1 / 2) * 4294967296) | 0);
      K.push((Math.pow(n, 1 / 3) * 4294967296) | 0);
    }
  })();

  function turned(x, by) {
    return (x >>> by) | (x << (32 - by));
  }

  function sha256(text) {
    var bytes = Array.prototype.slice.call(new TextEncoder().encode(text));
    var bits = bytes.length * 8;
    bytes.push(128);
    while (bytes.length % 64 !== 56) bytes.push(0);
    for (var shift = 7; shift >= 0; shift--) bytes.push(shift > 3 ? 0 : (bits >>> (shift * 8)) & 255);
    var hash = START.slice();
    for (var block = 0; block < bytes.length; block += 64) {
      var w = [];
      for (var i = 0; i < 64; i++) {
        if (i < 16) {
          var at = block + i * 4;
          w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
        } else {
          var a = w[i - 15];
          var b = w[i - 2];
          var s0 = turned(a, 7) ^ turned(a, 18) ^ (a >>> 3);
          var s1 = turned(b, 17) ^ turned(b, 19) ^ (b >>> 10);
          w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
        }
      }
      var v = hash.slice();
      for (var j = 0; j < 64; j++) {
        var e1 = turned(v[4], 6) ^ turned(v[4], 11) ^ turned(v[4], 25);
        var one = (v[7] + e1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[j] + w[j]) | 0;
        var e0 = turned(v[0], 2) ^ turned(v[0], 13) ^ turned(v[0], 22);
        var two = (e0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) | 0;
        v = [(one + two) | 0, v[0], v[1], v[2], (v[3] + one) | 0, v[4], v[5], v[6]];
      }
      for (var k = 0; k < 8; k++) hash[k] = (hash[k] + v[k]) | 0;
    }
    return hash
      .map(function (word) {
        return ("0000000" + (word >>> 0).toString(16)).slice(-8);
      })
      .join("");
  }

  document.addEventListener("input", function (event) {
    var name = event.target.getAttribute && event.target.getAttribute("data-fingerprint-for");
    var goal = name && document.getElementById(name);
    if (!goal) return;
    var text = event.target.value.trim();
    goal.value = text && text.length >= event.target.minLength ? sha256(text) : "";
  });
})();
