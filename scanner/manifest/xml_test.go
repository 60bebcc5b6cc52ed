package manifest

import "testing"

func TestXMLTextAndAttributePlaces(t *testing.T) {
	f := NewFile("x", []byte("<?xml version='1.0'?>\n<p a='1' b = \"x>y\"><s><!-- x --> 1.7 </s><c><![CDATA[ 1.8]]></c><e/></p>"))
	root := parseXML(f)
	if len(f.Problems()) != 0 {
		t.Fatal(f.Problems())
	}
	at := func(s Span) string { return string(f.Data[s.Start:s.End]) }
	for _, c := range []struct{ got, want string }{
		{at(root.child("s").textAt), "1.7"},
		{root.child("s").text, "1.7"},
		{at(root.child("c").textAt), "1.8"},
		{at(root.attr("A").at), "1"},
		{at(root.attr("b").at), "x>y"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestBrokenXMLKeepsWhatWasRead(t *testing.T) {
	for _, text := range []string{"<p><s>1.7</s>", "<p><s>1.7</s></q>", "<p><s>1.7</s><", "<p><s>1.7</s>&nope;</p>"} {
		f := NewFile("x", []byte(text))
		root := parseXML(f)
		if root.child("s") == nil || root.child("s").text != "1.7" || len(f.Problems()) != 1 {
			t.Errorf("%s: %+v %v", text, root, f.Problems())
		}
	}
}
