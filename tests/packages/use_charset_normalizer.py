import io

import charset_normalizer as cn
from charset_normalizer import from_bytes, from_fp
from charset_normalizer.legacy import detect
from charset_normalizer.utils import is_accentuated, is_cjk, is_punctuation, iana_name, unicode_range, any_specified_encoding

TEXTS = {
    "english": "The quick brown fox jumps over the lazy dog. It was a bright cold day in April, and the clocks were striking thirteen.",
    "french": "Le cœur déçu mais l'âme plutôt naïve, Louÿs rêva de crapaüter en canoë au delà des îles, près du mälström où brûlent les novæ.",
    "bulgarian": "Всеки човек има право на образование. Образованието трябва да бъде безплатно, поне що се отнася до началното.",
    "greek": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "chinese": "人人生而自由,在尊严和权利上一律平等。他们赋有理性和良心,并应以兄弟关系的精神相对待。" * 3,
    "japanese": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。" * 3,
    "german": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Größe, Straße, Übermut.",
}
ENCODINGS = {"english": ["ascii", "utf_16"], "french": ["utf_8", "cp1252", "utf_8_sig"], "bulgarian": ["utf_8", "cp1251"], "greek": ["utf_8", "cp1253", "iso8859_7"],
             "chinese": ["utf_8", "gb18030", "big5hkscs"], "japanese": ["utf_8", "shift_jis", "euc_jp", "utf_16"], "german": ["utf_8", "latin_1", "utf_32"]}


def main():
    for name, text in TEXTS.items():
        for enc in ENCODINGS[name]:
            try:
                data = text.encode(enc)
            except UnicodeEncodeError:
                continue
            results = from_bytes(data)
            best = results.best()
            print(name, enc, len(results), "->", best.encoding if best else None, best and best.language, best and str(best) == text, best and (best.chaos, best.coherence, best.bom))
    r = from_bytes(TEXTS["french"].encode("cp1252")).best()
    print(r.could_be_from_charset, r.alphabets, r.percent_chaos, r.percent_coherence, r.output()[:10], r.fingerprint[:8], r.languages, r.byte_order_mark, r == r, repr(r), r.multi_byte_alphabet if hasattr(r, "multi_byte_alphabet") else 0)
    print(from_bytes(b"").best().encoding, from_bytes(b"\x00\xff\xfe\x12\x80\x81").best(), detect(TEXTS["german"].encode()), detect(b"abc"))
    print(from_fp(io.BytesIO(TEXTS["greek"].encode())).best().encoding, from_bytes(b'<?xml version="1.0" encoding="cp1252"?><a>\xe9</a>').best().encoding)
    print(is_accentuated("é"), is_accentuated("e"), is_cjk("人"), is_punctuation("!"), iana_name("utf-8"), unicode_range("я"), any_specified_encoding(b"# coding: latin-1"))
    for bad in ("str", None):
        try:
            from_bytes(bad)
        except TypeError as e:  # compiled, the declared parameter type answers before the package's own test does
            print(type(e).__name__)
    try:
        iana_name("nope-8")
    except ValueError as e:
        print(e)
    ms = from_bytes(TEXTS["bulgarian"].encode("cp1251"), cp_isolation=["cp1251", "koi8_r"])
    print(len(ms), [m.encoding for m in ms], ms[0].encoding, bool(ms), cn.__version__)


main()
