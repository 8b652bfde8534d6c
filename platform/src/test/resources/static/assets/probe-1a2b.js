// asset under test
