"""Print how much the rules find of what is said wrongly, each alone, in papers that have no other fault, and what not:
python -m tests.checks.faultless."""

from tests.checks.faultless import PAPERS, data, read, remarks


def main():
    for name in PAPERS:
        before, wrong = set(remarks(read(name))), data(name)[0]["wrong"]
        missed = [said for right, said in wrong if not set(remarks(read(name, replaced=(right, said)))) - before]
        words = sum(len(passage.text.split()) for passage in read(name).passages)
        print(f"{name}: {len(wrong) - len(missed)} of {len(wrong)} found, {len(before)} remarks on {words:,} words")
        print(*(f"  missed: {said}" for said in missed), sep="\n")


main()
